/** Commands and statements that a password is given to in a way of their own: SQL, redis, PowerShell, `chpasswd`. */
import { isHarmless } from "./harmless.ts";
import type { Spot } from "./texts.ts";

export function givenPasswords(text: string): Spot[] {
  if (!HINT.test(text)) return [];
  const given = GIVEN.flatMap((form) =>
    [...text.matchAll(form)].flatMap(({ groups, index }) => {
      const value = groups?.["quoted"] ?? groups?.["single"] ?? groups?.["value"];
      return value === undefined || isHarmless(value, "password") ? [] : [{ rule: "command-password", start: index }];
    }),
  );
  return [...given, ...listedUsers(text)];
}

/** At least one of these is in each of them: most texts are told apart by this alone. */
const HINT = /pass|masterauth|identified|securestring|net[ \t]{1,9}user|secret[ \t]{1,9}set/i;

/**
 * Users and passwords for `chpasswd`: cloud-init's list, or the lines that a shell gives it.
 * @see https://docs.cloud-init.io/en/latest/reference/modules.html#set-passwords
 */
function listedUsers(text: string): Spot[] {
  return [...text.matchAll(/\bchpasswd\b/g)].flatMap(({ index }) => {
    const rest = text.slice(index, index + LONGEST_LIST);
    const list = /^[^\0]{0,200}?(?:\blist:[ \t]{0,4}[|>]?[-+]?|<<-?[ \t]{0,4}["']?\w{1,20}["']?)[ \t]{0,9}\n/.exec(
      rest,
    )?.[0];
    if (list === undefined) return [];
    for (const line of rest.slice(list.length).split("\n")) {
      const [, value] = /^[ \t]{0,40}(?:-[ \t]{1,4})?[a-z_][\w.-]{0,40}:([^\s\0]{1,200})[ \t\r]{0,9}$/.exec(line) ?? [];
      if (value === undefined) return [];
      if (!/^(?:R|RANDOM)$/.test(value) && !isHarmless(value, "password"))
        return [{ rule: "command-password", start: index }];
    }
    return [];
  });
}

/** Characters. */
const LONGEST_LIST = 2048;

const GIVEN: readonly RegExp[] = [
  // https://www.postgresql.org/docs/current/sql-alterrole.html https://dev.mysql.com/doc/refman/8.4/en/create-user.html
  /\b(?:WITH[ \t]{1,9}(?:ENCRYPTED[ \t]{1,9})?PASSWORD|(?:ROLE|USER|LOGIN)[^;=\n\0]{1,120}[ \t]PASSWORD|IDENTIFIED[ \t]{1,9}(?:WITH[ \t]{1,9}\S{1,60}[ \t]{1,9})?BY|SET[ \t]{1,9}PASSWORD[^;=\n\0]{0,120}=)[ \t]{0,9}(?:'(?<single>[^'\n\0]{1,200})'|"(?<quoted>[^"\n\0]{1,200})")/gi,
  // https://redis.io/docs/latest/operate/oss_and_stack/management/security/
  /(?<=^|[\n\0]|\\n)[ \t]{0,9}(?:requirepass|masterauth)[ \t]{1,9}["']?(?<value>[^\s"'\\\0]{1,200})/g,
  /\becho[ \t]{1,9}(?:-[en][ \t]{1,4})?(?:'[\w.-]{1,40}:(?<single>[^'\n\0]{1,200})'|\\{0,4}"[\w.-]{1,40}:(?<quoted>[^"\\\n\0]{1,200})\\{0,4}"|[\w.-]{1,40}:(?<value>[^\s"'|\0]{1,200}))[ \t]{0,9}\|[ \t]{0,9}(?:sudo[ \t]{1,9})?chpasswd\b/g,
  /\b(?:echo|printf)[ \t]{1,9}(?:-[en][ \t]{1,4}|["']?%s["']?[ \t]{1,4})?(?:'(?<single>[^'\n\0]{1,200})'|\\{0,4}"(?<quoted>[^"\\\n\0]{1,200})\\{0,4}"|(?<value>[^\s"'|\0]{1,200}))[ \t]{0,9}\|[ \t]{0,9}(?:sudo[ \t]{1,9})?(?:passwd\b[^|\n\0]{0,80}--stdin\b|[^|\n\0]{0,160}--\w{0,20}pass\w{0,20}-stdin\b)/g,
  // https://learn.microsoft.com/en-us/powershell/module/microsoft.powershell.security/convertto-securestring
  /\bConvertTo-SecureString(?=[^\n\0]{0,400}-AsPlainText)[ \t]{1,9}(?:-(?:String|AsPlainText|Force)[ \t]{1,9}){0,3}\\{0,4}(?:"(?<quoted>[^"\\\n\0]{1,200})\\{0,4}"|'(?<single>[^'\n\0]{1,200})')/gi,
  /\bnet[ \t]{1,9}user[ \t]{1,9}[\w.-]{1,40}[ \t]{1,9}\\{0,4}(?:"(?<quoted>[^"\\\n\0]{1,200})\\{0,4}"|(?<value>[^\s"'\\/*\0][^\s"'\\\0]{0,200}))[ \t]{1,9}\/add\b/gi,
  // https://httpd.apache.org/docs/2.4/programs/htpasswd.html
  /\bhtpasswd[ \t]{1,9}-(?=[a-zA-Z]{0,9}b)[a-zA-Z]{1,10}(?:[ \t]{1,9}-[a-zA-Z]{1,3})?(?:[ \t]{1,9}[^\s'"\0-][^\s'"\0]{0,200}){1,2}[ \t]{1,9}(?:'(?<single>[^'\n\0]{1,200})'|\\{0,4}"(?<quoted>[^"\\\n\0]{1,200})\\{0,4}"|(?<value>[^\s"'|;&\0]{1,200})(?=\s|$))/g,
  // https://cli.github.com/manual/gh_secret_set
  /\bgh[ \t]{1,9}secret[ \t]{1,9}set[ \t][^|\n\0]{0,200}[ \t](?:--body|-b)(?:[ \t]{1,9}|=)(?:'(?<single>[^'\n\0]{1,500})'|\\{0,4}"(?<quoted>[^"\\\n\0]{1,500})\\{0,4}"|(?<value>[^\s"'\0]{1,500}))/g,
];

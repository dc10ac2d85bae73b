import assert from "node:assert/strict";
import { pageOf, storyOf, writeReport } from "../../../../components/rollout/picture/index.ts";
import { linesOf } from "../../../../components/rollout/tell/lines.ts";
import { BEGIN, play } from "./scenes.ts";

const events = play({ desired: 4, surge: 1, sickFrom: 2 });
const page = (of = events) => pageOf(storyOf(of), linesOf(of));

/** What a term of the summary says. */
const fact = (html: string, term: string) => new RegExp(`<dt>${term}</dt><dd>([^<]*)</dd>`).exec(html)?.[1];

describe("a rollout's page", () => {
  it("sums the rollout up", () => {
    const html = page();
    assert.equal(fact(html, "Outcome"), "returned");
    assert.equal(fact(html, "Duration"), "19m40s");
    assert.equal(fact(html, "Lowest serving"), "4 of 4 desired");
    assert.equal(fact(html, "Most instances"), "5 of 5 allowed (surge 1)");
    assert.match(fact(html, "Cause of the failure") ?? "", /connection refused on port 8080/);
  });

  it("names no cause of a rollout that went well", () => {
    assert.equal(fact(page(play({ desired: 4, surge: 1 })), "Cause of the failure"), undefined);
  });

  it("says by how many too few served, or too many were there", () => {
    const worse = events.map((event) =>
      event.kind === "looked" && event.at === BEGIN + 60_000 ? { ...event, serving: 2, instances: 7 } : event,
    );
    assert.equal(fact(page(worse), "Lowest serving"), "2 of 4 desired, 2 too few");
    assert.equal(fact(page(worse), "Most instances"), "7 of 5 allowed, 2 too many (surge 1)");
  });

  it("holds the picture, a row an instance with its times, and the lines", () => {
    const html = page();
    assert.equal(html.match(/<svg /g)?.length, 1);
    assert.equal(html.match(/<th scope="row"/g)?.length, storyOf(events).lanes.length);
    assert.match(
      html,
      /10\.20\.1\.6<\/td><td>new …new222<\/td><td>\+0m10s<\/td><td>0m20s<\/td><td>1m10s<\/td><td>0m30s/,
    );
    for (const line of linesOf(events)) assert.ok(html.includes(line), line);
  });

  it("is whole in itself: no script, nothing to load", () => {
    assert.doesNotMatch(page(), /<script|<link|<img|@import|url\((?!#)|src=/);
  });

  it("escapes names and lines", () => {
    const evil = "</pre><img src=x onerror=alert(1)>";
    const html = page(
      events.map((event) => {
        if (event.kind === "instance") return { ...event, name: evil, ip: evil };
        return event.kind === "turned-back" ? { ...event, cause: evil } : event;
      }),
    );
    assert.ok(!html.includes("<img"));
    assert.equal(html.match(/<\/pre>/g)?.length, 1);
  });
});

describe("a rollout's report", () => {
  it("is written under the start's name and under one that stays", async () => {
    const files = new Map<string, string>();
    const paths = await writeReport("out/reports", events, async (path, text) => void files.set(path, text));
    assert.deepEqual([...files.keys()], [paths.svg, paths.html, paths.latestSvg, paths.latestHtml]);
    assert.deepEqual(Object.values(paths), [
      "out/reports/rollout-20300131T120000Z.svg",
      "out/reports/rollout-20300131T120000Z.html",
      "out/reports/latest.svg",
      "out/reports/latest.html",
    ]);
    assert.equal(files.get(paths.svg), files.get(paths.latestSvg));
    assert.equal(files.get(paths.html), page());
  });

  it("fails when a file can't be written", async () => {
    const write = async (path: string): Promise<void> => {
      if (path.endsWith("latest.svg")) throw new Error("disk full");
    };
    await assert.rejects(writeReport("out", events, write), /disk full/);
  });
});

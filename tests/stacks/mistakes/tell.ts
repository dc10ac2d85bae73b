/** Tests out of a table: each mistake fails as it should, and the right program ends well after it. */
import assert from "node:assert/strict";
import { assertRefused, assertSucceeded, openScene } from "./scene.ts";
import type { Scene, SceneOptions } from "./scene.ts";
import type { Mistake } from "./mistake.ts";

export interface Telling extends SceneOptions {
  readonly mistakes: readonly Mistake[];
  /** Further tests, after those of the table. */
  readonly then?: (scene: () => Scene) => void;
}

/** One describe for a table, on a stack of its own. */
export function describeMistakes(title: string, { mistakes, then, ...options }: Telling): void {
  const failing = (fails: Mistake["fails"]) => mistakes.filter((mistake) => mistake.fails === fails);

  describe(title, function () {
    this.timeout(300_000);
    let opened: Scene | undefined;
    const scene = (): Scene => {
      assert.ok(opened, "the right stack didn't come up");
      return opened;
    };

    before(async () => {
      opened = await openScene(options);
    });
    after(() => opened?.close());

    for (const mistake of failing("preview")) {
      it(`a preview refuses: ${mistake.name}`, async () => {
        assertRefused(await scene().preview(mistake), mistake, scene().system.name);
      });
    }
    for (const mistake of failing("change")) {
      it(`AWS refuses: ${mistake.name}`, async () => {
        assertRefused(await scene().up(mistake), mistake, scene().system.name);
      });
    }

    it("the right program finds everything as it was, and starts new tasks", async () => {
      assertSucceeded(await scene().preview());
      assertSucceeded(await scene().release());
    });

    for (const mistake of failing("afterwards")) {
      it(`up fails: ${mistake.name}; the right program ends well`, async () => {
        assertRefused(await scene().release(mistake), mistake, scene().system.name);
        assertSucceeded(await scene().release());
      });
    }
    then?.(scene);
  });
}

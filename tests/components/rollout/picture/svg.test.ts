import assert from "node:assert/strict";
import { heightRange } from "../../../../components/rollout/picture/capacity.ts";
import { timeAxis } from "../../../../components/rollout/picture/frame.ts";
import { lanesLayout } from "../../../../components/rollout/picture/lanes.ts";
import { storyOf } from "../../../../components/rollout/picture/story.ts";
import { placedMarks, svgOf } from "../../../../components/rollout/picture/svg.ts";
import { BEGIN, play } from "./scenes.ts";
import type { Scene } from "./scenes.ts";
import { elements, textOf, wellFormed } from "./xml.ts";

const SCENES: Record<string, Scene> = {
  "a pool of 1": { desired: 1, surge: 1 },
  "4 instances, surge 1": { desired: 4, surge: 1 },
  "4 instances that return": { desired: 4, surge: 1, sickFrom: 2 },
  "40 instances, surge 10": { desired: 40, surge: 10 },
  "400 instances, surge 40": { desired: 400, surge: 40 },
};

describe("a rollout's picture", () => {
  for (const [name, scene] of Object.entries(SCENES)) {
    describe(`of ${name}`, () => {
      const story = storyOf(play(scene));
      const svg = svgOf(story);

      it("is well formed", () => {
        wellFormed(svg);
        assert.doesNotMatch(svg, /NaN|Infinity|undefined/);
      });

      it("has a lane an instance, and a shape a span", () => {
        assert.equal(elements(svg, "g", "lane").length, story.lanes.length);
        const shapes = story.lanes.flatMap(({ spans }) => spans);
        for (const stage of new Set(shapes.map((span) => span.stage))) {
          const wanted = shapes.filter((span) => span.stage === stage).length;
          // One more stands in the legend.
          assert.equal(elements(svg, "rect", `s-${stage}`).length, wanted + 1, stage);
        }
      });

      it("covers each lane's time from first sight to the end", () => {
        const axis = timeAxis(story);
        const near = (a: number, b: number) => Math.abs(a - b) < 0.2;
        svg
          .split('<g class="lane">')
          .slice(1)
          .forEach((lane, index) => {
            const shapes = elements(lane.slice(0, lane.indexOf("</g>")), "rect", "s-");
            const edges = shapes.map(({ x, width }) => [Number(x), Number(x) + Number(width)] as const);
            assert.ok(near(edges[0]![0], axis.x(story.lanes[index]!.spans[0]!.from)));
            edges.slice(1).forEach(([x], before) => assert.ok(near(x, edges[before]![1]), `a gap before x=${x}`));
            assert.ok(near(edges.at(-1)![1], axis.x(story.endedAt)));
          });
      });

      it("stripes the old lanes, so that they can be told without colour", () => {
        const old = story.lanes.filter(({ version }) => version === "old").length;
        assert.equal(elements(svg, "rect", "hatch").length, old);
        assert.ok(textOf(svg).includes("old") && textOf(svg).includes("new"));
      });

      it("keeps names apart and everything inside of the picture", () => {
        const height = Number(/viewBox="0 0 1200 (\d+)"/.exec(svg)?.[1]);
        const names = elements(svg, "text", "name").map(({ y }) => Number(y));
        names.slice(1).forEach((y, index) => assert.ok(y - names[index]! >= 12, `names at ${y}`));
        for (const { x, y } of elements(svg, "text", "")) {
          assert.ok(Number(x) >= 0 && Number(x) <= 1200 && Number(y) > 0 && Number(y) < height);
        }
      });

      it("has the four capacity lines and no shortfall", () => {
        for (const line of ["serving", "instances", "desired", "limit"]) {
          assert.equal(elements(svg, "path", `l-${line}`).length, 2, line);
        }
        assert.equal(elements(svg, "rect", "shortfall").length, 0);
      });
    });
  }

  it("hatches the time in which too few served", () => {
    const events = play({ desired: 4, surge: 1 }).map((event) =>
      event.kind === "looked" && event.at === BEGIN + 60_000 ? { ...event, serving: 3 } : event,
    );
    const svg = svgOf(storyOf(events));
    assert.equal(elements(svg, "rect", "shortfall").length, 1);
    assert.ok(textOf(svg).some((text) => text.includes("3 of 4 desired, 1 too few")));
  });

  it("draws the serving line in steps, down where a look found fewer and up again at the next", () => {
    const events = play({ desired: 4, surge: 1 }).map((event) =>
      event.kind === "looked" && event.at === BEGIN + 60_000 ? { ...event, serving: 2 } : event,
    );
    const story = storyOf(events);
    const axis = timeAxis(story);
    const d = elements(svgOf(story), "path", "l-serving")[0]?.["d"] ?? "";
    // The curve tells its last point twice.
    const all = d
      .slice(1)
      .split("L")
      .map((point) => point.split(",").map(Number));
    const points = all.slice(0, -1);
    const xs = [story.startedAt, BEGIN + 60_000, BEGIN + 60_000, BEGIN + 65_000, BEGIN + 65_000, story.endedAt];
    assert.deepEqual(
      points.map(([x]) => x),
      xs.map((at) => Math.round(axis.x(at) * 10) / 10),
    );
    const [full, alsoFull, low, alsoLow, again, end] = points.map(([, y]) => y!);
    assert.deepEqual([alsoFull, again, end, alsoLow], [full, full, full, low]);
    assert.ok(low! > full!, "fewer stand lower");
  });

  it("gives marks labels that do not overlap, and none beyond the edge", () => {
    const story = storyOf(play({ desired: 4, surge: 1 }));
    const crowd = [0, 0, 2, 4, 60, 61, 300, 1e9].map((seconds, index) => ({
      at: Math.min(story.startedAt + seconds * 1000, story.endedAt),
      text: `mark ${index} with a long text`.repeat(index === 7 ? 5 : 1),
    }));
    const marks = placedMarks({ ...story, marks: crowd }, timeAxis(story));
    for (const mark of marks) {
      assert.ok(mark.x + mark.width <= 1200, mark.item.text);
      const same = marks.filter((other) => other !== mark && other.row === mark.row && other.x >= mark.x);
      for (const { x } of same) assert.ok(x > mark.x + mark.width, `${mark.item.text} is covered`);
    }
  });

  it("escapes whatever came from elsewhere", () => {
    const evil = `<script>alert("1")</script> & ' \u0007\uD800`;
    const events = play({ desired: 1, surge: 1, sickFrom: 0 }).map((event) => {
      if (event.kind === "instance") return { ...event, name: evil, ip: evil };
      return event.kind === "turned-back" ? { ...event, cause: evil } : event;
    });
    const svg = svgOf(storyOf(events, evil));
    wellFormed(svg);
    assert.ok(!svg.includes("<script"));
    assert.ok(!/[\u0000-\u0008\uD800]/.test(svg));
  });

  it("says in words what it shows, for those who can't see it", () => {
    const svg = svgOf(storyOf(play({ desired: 4, surge: 1, sickFrom: 2 })));
    assert.match(svg, /<svg [^>]*role="img" aria-labelledby="rollout-title rollout-desc"/);
    assert.match(svg, /<title id="rollout-title">[^<]*failed, back at …old111 after/);
    assert.match(svg, /<desc id="rollout-desc">Timeline of 6 old and 3 new instances[^<]*Cause of the failure/);
  });

  it("needs no page around it: a ground of its own, and nothing from elsewhere", () => {
    const svg = svgOf(storyOf(play({ desired: 1, surge: 1 })));
    assert.equal(elements(svg, "rect", "ground").length, 1);
    assert.deepEqual(svg.match(/https?:[^"]*/g), ["http://www.w3.org/2000/svg"]);
  });

  it("draws a rollout that has only begun", () => {
    const svg = svgOf(storyOf(play({ desired: 1, surge: 1 }).slice(0, 1)));
    wellFormed(svg);
    assert.ok(!/NaN|Infinity|undefined/.test(svg));
  });

  it("shrinks lanes and thins names out as instances grow", () => {
    assert.deepEqual(
      [2, 80, 800].map((count) => lanesLayout(count)).map(({ pitch, labelStep }) => [pitch, labelStep]),
      [
        [24, 1],
        [13.75, 1],
        [2, 7],
      ],
    );
  });

  it("begins the capacity scale at zero, but for large pools", () => {
    const few = storyOf(play({ desired: 4, surge: 1 }));
    assert.deepEqual(heightRange(few), [0, 6]);
    assert.deepEqual(heightRange({ ...few, desired: 400, surge: 10, capacity: [] }), [397, 413]);
  });

  it("counts time from the start, in steps that people use", () => {
    const story = { ...storyOf(play({ desired: 1, surge: 1 })), startedAt: BEGIN };
    const labelsOf = (seconds: number) =>
      timeAxis({ ...story, endedAt: BEGIN + seconds * 1000 }).ticks.map(({ label }) => label);
    assert.deepEqual(labelsOf(120).slice(0, 3), ["0m00s", "0m15s", "0m30s"]);
    assert.deepEqual(labelsOf(0), ["0m00s", "0m01s"]);
    assert.equal(labelsOf(36_000)[1], "1h00m00s");
  });
});

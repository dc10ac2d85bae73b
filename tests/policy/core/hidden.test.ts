/** What the engine hides from a judgement and shows before it: `pack.test.ts` asks the same of a pack's own process. */
import assert from "node:assert/strict";
import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb.js";
import messages from "@pulumi/pulumi/proto/analyzer_pb.js";
import structs from "google-protobuf/google/protobuf/struct_pb.js";
import type { JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb.js";
import { readProperties } from "@tidegate/policy";
import { HiddenProperties } from "../../../policy/core/engine/hidden.ts";

type Props = Record<string, JavaScriptValue>;

/** As the engine's bytes arrive. */
function arrives(urn: string, props: Props): void {
  const request = new messages.AnalyzeRequest();
  request.setUrn(urn);
  request.setProperties(structs.Struct.fromJavaScript(props));
  AnalyzerService.remediate.requestDeserialize(Buffer.from(request.serializeBinary()));
}

describe("properties that the engine hides", () => {
  const hidden = new HiddenProperties();
  const restored = (urn: string, props: Props): unknown => hidden.restored(urn, readProperties(props)).props;

  it("come back where they were, in bags and in lists", () => {
    arrives("a", { __code: "x", bag: { plain: 1, __in: true }, list: [0, { __in: [1] }] });
    assert.deepEqual(restored("a", { bag: { plain: 1 }, list: [0, {}] }), {
      __code: "x",
      bag: { plain: 1, __in: true },
      list: [0, { __in: [1] }],
    });
  });

  it("leave alone what was set right since then, and other resources", () => {
    arrives("b", { bag: { __in: true }, list: [{ __in: 1 }], gone: { __in: 1 } });
    const right = { bag: "otherwise", list: [], other: null };
    assert.deepEqual(restored("b", right), right);
    assert.deepEqual(restored("c", { bag: {} }), { bag: {} });
  });

  it("are forgotten once they are gone", () => {
    arrives("d", { __code: "x" });
    arrives("d", { plain: "__" });
    assert.deepEqual(restored("d", { plain: "__" }), { plain: "__" });
  });

  it("can't be judged where they are nested too deep", () => {
    let deep: JavaScriptValue = {};
    for (let level = 0; level < 300; level += 1) deep = { inner: deep };
    arrives("e", { __deep: deep });
    assert.throws(() => restored("e", {}), { name: "TooDeep" });
  });
});

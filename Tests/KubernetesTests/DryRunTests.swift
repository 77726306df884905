import KubernetesProvider
import MartletModel
import MartletProvider
import Testing

struct DryRunTests: OneMapSuite {
    @Test("A dry run that changes nothing of ours is no change")
    func refineNoOp() async throws {
        let server = scripted()
        server.on("GET \(path)", 200, live)
        server.on(
            "PATCH \(path)", 200,
            live.replacing(#""resourceVersion":"5""#, with: #""resourceVersion":"6""#).replacing(
                #""data":{"#, with: #""data":{"added":"by a webhook","#))
        let proposal = Proposal(
            type: type, action: .update, identity: try identity(), body: map, prior: try prior(["k": "v"]))
        let refinement = try await connect(server).refine(proposal)
        #expect(refinement.isNoOp)
        #expect(refinement.serverEffects.map(\.path.description) == ["data.added"])
        #expect(server.seen.last?.query.contains("dryRun=All") == true)
    }

    @Test("A dry run that the server refuses as immutable becomes a replacement; any other refusal a problem")
    func refineRefused() async throws {
        let server = scripted()
        server.on("GET \(path)", 200, live)
        server.on(
            "PATCH \(path)", 422,
            #"{"kind":"Status","code":422,"reason":"Invalid","message":"field is immutable","details":{"causes":[{"reason":"FieldValueInvalid","field":"data.k","message":"field is immutable"}]}}"#
        )
        server.on(
            "PATCH \(path)", 422,
            #"{"kind":"Status","code":422,"reason":"Invalid","message":"bad","details":{"causes":[{"reason":"FieldValueInvalid","field":"data.k","message":"Invalid value"}]}}"#
        )
        let connection = try await connect(server)
        let proposal = Proposal(
            type: type, action: .update, identity: try identity(), body: map, prior: try prior(["k": "v"]))
        #expect(try await connection.refine(proposal).replacePaths == [ValuePath([.key("data"), .key("k")])])
        #expect(try await connection.refine(proposal).problems.map(\.path.description) == ["data.k"])
    }

    @Test("In a namespace that is still to be made, the object is tried in another one")
    func shadow() async throws {
        let server = scripted()
        server.on(
            "PATCH /api/v1/namespaces/new/configmaps/a", 404,
            #"{"kind":"Status","reason":"NotFound","details":{"kind":"namespaces"}}"#)
        server.on(
            "POST /api/v1/namespaces/default/configmaps", 422,
            #"{"kind":"Status","code":422,"reason":"Invalid","message":"bad data"}"#)
        let body = try yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: new}}")
        let proposal = Proposal(type: type, action: .create, identity: nil, body: body, prior: nil)
        #expect(try await connect(server).refine(proposal).problems.map(\.message) == ["bad data."])
        #expect(server.seen.last?.body?.at("metadata", "generateName") == "martlet-")
    }
}

import ArgumentParser
import HTTPTypes
import MartletHTTP
import MartletModel
import Sandbox

/// `martlet sandbox request`.
struct SandboxSend: ShowingCommand {
    static let configuration = CommandConfiguration(
        commandName: "request", abstract: "Send the sandbox one request, as somebody else would.",
        discussion: """
            A path below /api or /apis goes to the cluster, any other to Azure Resource Manager: \
            martlet sandbox request DELETE /api/v1/namespaces/default/configmaps/settings
            """
    )

    @OptionGroup var sandbox: SandboxOptions

    @Argument(help: "GET, PUT, POST, PATCH or DELETE.")
    var method: String

    @Argument(help: "The path, with its query.")
    var path: String

    @Argument(help: "The body, as JSON.")
    var body: String?

    @Option(help: ArgumentHelp("Which cluster, when there are several.", valueName: "name"))
    var cluster: String?

    @OptionGroup var output: OutputOptions

    func run(in world: World) async throws -> ExitStatus {
        let cloud = try sandbox.open(in: world)
        guard let method = HTTPRequest.Method(rawValue: method.uppercased()), path.hasPrefix("/") else {
            throw CommandFailure(
                .notARequest, detail: "`\(method) \(path)` is not a method and a path.", status: .usage
            )
        }
        var request = HTTPRequest(method: method, scheme: "https", authority: try authority(in: cloud), path: path)
        request.headerFields[.contentType] = method == .patch ? "application/merge-patch+json" : "application/json"
        request.headerFields[.authorization] = "Bearer sandbox"
        let reply: HTTPReply
        do throws(TransportError) {
            reply = try await SandboxTransport(cloud).send(
                request, body: Array((body ?? "").utf8), timeout: .seconds(60))
        } catch {
            throw CommandFailure(.noAnswer, detail: error.message)
        }
        guard case .bytes(let bytes) = reply.body else { return .done }
        if !bytes.isEmpty { world.output(String(decoding: bytes, as: UTF8.self) + "\n") }
        world.messages("\(reply.response.status.code) \(reply.response.status.reasonPhrase)\n")
        return (200..<300).contains(reply.response.status.code) ? .done : .failed
    }

    private func authority(in cloud: SandboxCloud) throws -> String {
        guard path.hasPrefix("/api/") || path.hasPrefix("/apis/") else { return "management.azure.com" }
        let base = "https://management.azure.com"
        let clusters = try reportingSandbox { try cloud.kubeconfig(servedAt: base)?.entries ?? [] }
        let chosen = clusters.filter { cluster == nil || $0.cluster == cluster }
        guard chosen.count == 1, let server = chosen.first?.server else {
            let names = clusters.map(\.cluster).joined(separator: ", ")
            throw CommandFailure(
                .whichCluster,
                detail: clusters.isEmpty ? "There is no cluster in the sandbox." : "There are: \(names).",
                hint: clusters.isEmpty ? nil : "Name one with --cluster."
            )
        }
        return String(server.dropFirst("https://".count))
    }
}

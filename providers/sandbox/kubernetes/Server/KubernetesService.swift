internal import HTTPTypes
package import MartletHTTP
internal import MartletModel

/// The Kubernetes API of the sandbox's clusters, and the controllers behind it.
package struct KubernetesService: SandboxClusterService {
    private let customKinds = CustomKindCache()

    package init() {}

    package func operation(of request: SandboxRequest) -> String {
        guard let target = ResourceTarget(request.segments), let plural = target.plural,
            let verb = ResourceVerb(request, hasName: target.name != nil)
        else { return "\(request.method.rawValue.lowercased()) \(request.path)" }
        let resource = target.group.isEmpty ? plural : "\(plural).\(target.group)"
        let part = target.subresource.isEmpty ? "" : "/\(target.subresource)"
        return "\(verb.rawValue) \(resource)\(part)"
    }

    package func respond(
        to request: SandboxRequest, in transaction: inout SandboxTransaction
    ) throws(SandboxRefusal) -> HTTPReply {
        guard ClusterSpace.exists(request.space, in: transaction) else {
            return .json(
                HTTPResponse.Status(code: 503), KubernetesStatus(503, "ServiceUnavailable", "no such cluster").value)
        }
        do throws(KubernetesStatus) {
            return try session(request.space, &transaction) { (session) throws(KubernetesStatus) in
                session.base = request.base
                let reply = try session.answer(request)
                session.settle()
                return reply
            }
        } catch {
            throw SandboxRefusal(error.reply)
        }
    }

    package func failure(status: Int, code: String, message: String) -> HTTPReply {
        KubernetesStatus(status, code, message).reply
    }

    package func fire(_ timer: SandboxTimer, in transaction: inout SandboxTransaction) {
        session(timer.space, &transaction) { session in
            guard let collection = timer.payload["collection"]?.stringValue,
                let name = timer.payload["name"]?.stringValue
            else { return }
            session.unsettled.append(SandboxKey(timer.space, collection, name))
            session.settle()
        }
    }

    package func converge(_ cluster: SandboxCluster, in transaction: inout SandboxTransaction) {
        session(cluster.space, &transaction) { session in
            ClusterSpace.converge(cluster, in: &session)
            session.settle()
        }
    }

    private func session<T, E: Error>(
        _ space: SandboxSpace, _ transaction: inout SandboxTransaction,
        _ body: (inout ClusterSession) throws(E) -> T
    ) throws(E) -> T {
        try ClusterSession.run(on: &transaction, space: space, customKinds: customKinds, body)
    }
}

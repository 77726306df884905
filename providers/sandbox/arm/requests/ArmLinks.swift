/// The URLs under which operations are asked about.
struct ArmLinks: Sendable {
    let request: SandboxRequest
    let region: String?
    let flow: SandboxClock.Flow

    init(request: SandboxRequest, region: String?, flow: SandboxClock.Flow) {
        self.request = request
        self.region = region
        self.flow = flow
    }

    func status(of operation: ArmOperation) -> String { url("operations", operation) }
    func location(of operation: ArmOperation) -> String { url("operationresults", operation) }

    /// Seconds between two polls: ten, less where time runs faster.
    var retryAfter: String {
        switch flow {
        case .jumping: "10"
        case .flowing(let factor): String(max(1, 10 / max(1, factor)))
        }
    }

    private func url(_ word: String, _ operation: ArmOperation) -> String {
        let target = operation.target
        let subscription = "\(request.base)/subscriptions/\(target.subscription)"
        let version = "api-version=\(request.parameter("api-version") ?? "2016-03-30")"
        guard target.namespace != ArmID.groupNamespace else {
            return "\(subscription)/operationresults/\(operation.name)?\(version)"
        }
        let place = "\(subscription)/providers/\(target.namespace)/locations/\(region ?? "global")"
        return "\(place)/\(word)/\(operation.name)?\(version)&t=\(operation.start.nanoseconds)"
    }
}

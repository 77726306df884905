internal import HTTPTypes
internal import MartletHTTP
internal import MartletModel

extension ClusterSession {
    /// Begins a watch: the stream goes on after this transaction has ended.
    mutating func watch(_ request: ResourceRequest) throws(KubernetesStatus) -> HTTPReply {
        let selection = try ObjectSelection(request)
        let version = request.request.parameter("resourceVersion") ?? ""
        let seconds = request.request.parameter("timeoutSeconds").flatMap { Int($0) } ?? 1800
        let printer = WatchPrinter(
            kind: request.kind, namespace: request.namespace, selection: selection,
            form: ResponseForm(request.request), request: request.request)
        var opening: [UInt8] = []
        var start = transaction.revision
        if request.request.parameter("sendInitialEvents") == "true" {
            opening = initialEvents(request, selection, printer)
            opening += printer.bookmark(revision: start, endsInitialEvents: true)
        } else if version.isEmpty || version == "0" {
            opening = initialEvents(request, selection, printer)
        } else {
            guard let number = Int(version) else { throw .badRequest("invalid resource version: \(version)") }
            start = number
        }
        let stream = WatchStream(
            cloud: transaction.cloud, space: space, printer: printer, revision: start,
            deadline: transaction.now.advanced(by: .seconds(max(1, seconds))),
            sendsBookmarks: request.request.parameter("allowWatchBookmarks") == "true", opening: opening)
        var headers = HTTPFields()
        headers[.contentType] = "application/json"
        return HTTPReply(HTTPResponse(status: .ok, headerFields: headers), .stream(stream.chunks))
    }

    private func initialEvents(
        _ request: ResourceRequest, _ selection: ObjectSelection, _ printer: WatchPrinter
    ) -> [UInt8] {
        selected(request, selection).flatMap {
            printer.event("ADDED", shown($0, as: request.kind), now: transaction.now)
        }
    }
}

/// Writes watch events, one JSON object a line.
struct WatchPrinter: Sendable {
    let kind: ResourceKind
    let namespace: String?
    let selection: ObjectSelection
    let form: ResponseForm
    let request: SandboxRequest

    func event(_ type: String, _ object: Value, now: SandboxInstant) -> [UInt8] {
        let shown =
            switch form {
            case .plain: object
            case .partial: ClusterSession.partial(object)
            case .table:
                TablePrinter(kind, now: now).table(
                    [object], .compact(["resourceVersion": object.at("metadata", "resourceVersion")]), request)
            }
        return Self.line(type, shown)
    }

    /// The event of one committed change; nil when it does not concern this watch.
    func event(_ change: SandboxChange, now: SandboxInstant) -> [UInt8]? {
        guard change.key.collection == kind.collection else { return nil }
        if let namespace, !change.key.name.utf8.starts(with: "\(namespace)/".utf8) { return nil }
        let before = change.old.flatMap { selection.includes($0.body) ? $0.body : nil }
        let after = change.new.flatMap { selection.includes($0.body) ? $0.body : nil }
        switch (before, after) {
        case (nil, let object?): return event("ADDED", versioned(object), now: now)
        case (.some, let object?): return event("MODIFIED", versioned(object), now: now)
        case (let object?, nil):
            let last = (change.new?.body ?? object).setting(
                .string(String(change.revision)), at: "metadata", "resourceVersion")
            return event("DELETED", versioned(last), now: now)
        case (nil, nil): return nil
        }
    }

    func bookmark(revision: Int, endsInitialEvents: Bool = false) -> [UInt8] {
        var object: Value = [
            "apiVersion": .string(kind.apiVersion), "kind": .string(kind.kind),
            "metadata": ["creationTimestamp": .null, "resourceVersion": .string(String(revision))],
        ]
        if endsInitialEvents { object.set(["k8s.io/initial-events-end": "true"], "metadata", "annotations") }
        return Self.line("BOOKMARK", object)
    }

    /// The stream is over because what it asks for is forgotten.
    static let expired = line(
        "ERROR",
        KubernetesStatus(
            410, "Expired", "too old resource version: The resourceVersion for the provided watch is too old."
        )
        .value)

    private func versioned(_ object: Value) -> Value {
        kind.custom == nil ? object : object.setting(.string(kind.apiVersion), at: "apiVersion")
    }

    private static func line(_ type: String, _ object: Value) -> [UInt8] {
        KubernetesJSON.bytes(["object": object, "type": .string(type)]) + [UInt8(ascii: "\n")]
    }
}

/// A watch as it goes on: what is pulled from it is what has happened since.
private actor WatchStream {
    private let cloud: SandboxCloud
    private let space: SandboxSpace
    private let printer: WatchPrinter
    private let deadline: SandboxInstant
    private let sendsBookmarks: Bool
    private var revision: Int
    private var opening: [UInt8]
    private var isOver = false

    init(
        cloud: SandboxCloud, space: SandboxSpace, printer: WatchPrinter, revision: Int, deadline: SandboxInstant,
        sendsBookmarks: Bool, opening: [UInt8]
    ) {
        self.cloud = cloud
        self.space = space
        self.printer = printer
        self.revision = revision
        self.deadline = deadline
        self.sendsBookmarks = sendsBookmarks
        self.opening = opening
    }

    nonisolated var chunks: AsyncThrowingStream<[UInt8], any Error> {
        AsyncThrowingStream { try await self.next() }
    }

    /// The next events, as bytes; nil when the time is up.
    private func next() async throws -> [UInt8]? {
        if !opening.isEmpty {
            defer { opening = [] }
            return opening
        }
        while !isOver {
            guard let changes = try await cloud.changes(in: space, after: revision, until: deadline) else {
                isOver = true
                return WatchPrinter.expired
            }
            guard let last = changes.last else {
                isOver = true
                return sendsBookmarks ? printer.bookmark(revision: revision) : nil
            }
            revision = last.revision
            let now = cloud.clock.now
            let bytes = changes.compactMap { printer.event($0, now: now) }.flatMap { $0 }
            if !bytes.isEmpty { return bytes }
        }
        return nil
    }
}

import HTTPTypes
import MartletHTTP
import MartletModel

/// The sandbox's own interface on loopback, below `/sandbox/`.
///
/// `GET faults` lists rules, `POST faults` adds one (or a list), `DELETE faults[/NAME]` removes; `POST reset` empties
/// the cloud; `GET dump` is ``SandboxCloud/dump()``.
struct SandboxControl: Sendable {
    let cloud: SandboxCloud

    func respond(to request: SandboxRequest) throws(SandboxStoreError) -> HTTPReply {
        switch (request.method, request.segments.first) {
        case (.get, "faults"): return try listing()
        case (.post, "faults"): return try add(request.body)
        case (.delete, "faults"): return try remove(request.segments.dropFirst().first)
        case (.post, "reset"):
            try cloud.reset()
            return .empty(.noContent)
        case (.get, "dump"):
            return .bytes(.ok, Array(try cloud.dump().utf8), contentType: "text/plain; charset=utf-8")
        default: return .json(.notFound, ["error": "The sandbox has faults, reset and dump."])
        }
    }

    private func listing() throws(SandboxStoreError) -> HTTPReply {
        let rules = try cloud.transaction { $0.faults }.map { rule in
            Value.object(["rule": rule.fault.value, "matched": .number(Number(rule.matched))])
        }
        return .json(.ok, ["faults": .tuple(rules)])
    }

    private func add(_ body: [UInt8]) throws(SandboxStoreError) -> HTTPReply {
        let faults: [SandboxFault]
        do {
            faults = try SandboxFault.rules(in: try Value(json: body))
        } catch {
            return .json(.badRequest, ["error": .string("\(error)")])
        }
        try cloud.transaction { transaction in faults.forEach { transaction.add($0) } }
        return try listing()
    }

    private func remove(_ name: String?) throws(SandboxStoreError) -> HTTPReply {
        try cloud.transaction { transaction in
            if let name { transaction.removeFault(named: name) } else { transaction.removeAllFaults() }
        }
        return try listing()
    }
}

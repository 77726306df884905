internal import MartletModel
internal import MartletProvider

/// The open connections of a run: each opened once, when a step first needs it.
actor ConnectionPool {
    private enum Entry {
        case opening([CheckedContinuation<Void, Never>])
        case open(any ProviderConnection)
    }

    private let providers: ProviderRegistry
    private var entries: [ConnectionRecord: Entry] = [:]

    init(_ providers: ProviderRegistry) { self.providers = providers }

    /// The connection of this configuration, opened when it is new. One that fails to open is tried again by the next
    /// caller.
    func connection(_ record: ConnectionRecord) async throws(ProviderError) -> any ProviderConnection {
        while true {
            switch entries[record] {
            case .open(let connection): return connection
            case .opening: await wait(for: record)
            case nil: return try await open(record)
            }
        }
    }

    private func open(_ record: ConnectionRecord) async throws(ProviderError) -> any ProviderConnection {
        guard let provider = providers[record.provider] else {
            throw ProviderError(.unsupported, code: "NoProvider", message: "There is no provider `\(record.provider)`.")
        }
        entries[record] = .opening([])
        do throws(ProviderError) {
            let connection = try await provider.connect(to: record.configuration)
            settle(record, .open(connection))
            return connection
        } catch {
            settle(record, nil)
            throw error
        }
    }

    private func settle(_ record: ConnectionRecord, _ entry: Entry?) {
        let waiting =
            if case .opening(let waiting)? = entries[record] { waiting } else {
                [] as [CheckedContinuation<Void, Never>]
            }
        entries[record] = entry
        for continuation in waiting { continuation.resume() }
    }

    private func wait(for record: ConnectionRecord) async {
        await withCheckedContinuation { continuation in
            guard case .opening(let waiting)? = entries[record] else {
                continuation.resume()
                return
            }
            entries[record] = .opening(waiting + [continuation])
        }
    }
}

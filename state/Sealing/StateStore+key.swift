internal import GRDB
internal import MartletModel

/// What a state tells about its key without it.
struct KeyNote {
    /// A fingerprint that only the right key makes.
    var check: String?
    var wrapped: WrappedKey?
}

extension StateStore {
    /// Every wrapped key that a vault may have to open before the state can be read.
    package func wrappedKeys() -> [WrappedKey] {
        let inFiles = keySource.wrappedKeys
        guard !keySource.hasKey, let inState = (try? keyNote())?.wrapped else { return inFiles }
        return inFiles + [inState]
    }

    /// Whether there is a key already, or one that a vault could open.
    package var hasKey: Bool { keySource.hasKey || (try? keyNote())?.wrapped != nil }

    /// The same state with another source of its key.
    package func with(_ source: StateKeySource) throws(StateError) -> StateStore {
        try StateStore.open(path: path, key: source, process: process, observeWrite: observeWrite)
    }

    package var keys: StateKeySource { keySource }

    func keyNote() throws(StateError) -> KeyNote {
        try withoutKey.reading { reader in
            let row = try Row.fetchOne(reader.database, sql: "SELECT key_check, wrapped_key FROM meta")
            return KeyNote(
                check: row?[0] as String?, wrapped: (row?[1] as String?).flatMap { WrappedKey(text: $0) }
            )
        } ?? KeyNote()
    }

    /// The key in use. When a change of keys was interrupted, the state tells which of the two that is.
    func key(mayCreate: Bool) throws(StateError) -> [UInt8]? {
        let note = keySource.file == nil ? KeyNote() : try keyNote()
        if let check = note.check, let next = try? keySource.nextKey(),
            StateSealer(key: next).fingerprint(of: StateReader.checkedText) == check
        {
            return next
        }
        return try keySource.key(mayCreate: mayCreate && note.check == nil, inState: note.wrapped)
    }
}

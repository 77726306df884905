package import MartletModel

extension StateStore {
    /// The whole state as it is now, secrets as they are sealed. Needs no key.
    package func document() throws(StateError) -> StateDocument { StateDocument(try withoutKey.snapshot()) }
}

extension Lease {
    /// The state with all that this lease has written, secrets as they are sealed.
    package func sealedSnapshot() throws(StateError) -> Snapshot {
        try read { reader in
            try StateReader(database: reader.database, codec: RecordCodec(sealing: KeptSeals())).snapshot()
        }
    }
}

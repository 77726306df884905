extension StateKeySource {
    /// Writes the key down that is about to take over, durably, beside the one in use. Nothing when the environment holds the
    /// key.
    func announce(_ key: NewKey) throws(StateError) {
        guard let nextFile else { return }
        // One that is there was left by a change that did not come to pass.
        DiskFile.remove(nextFile)
        do throws(DiskFile.Failure) {
            try DiskFile.makeFolder(DiskFile.parent(of: nextFile))
            _ = try DiskFile.create(nextFile, Array(key.text.utf8))
        } catch {
            throw .unusableKey(source: nextFile, detail: error.text)
        }
        try DiskFile.synchronize(DiskFile.parent(of: nextFile))
    }

    /// Puts the announced key in the place of the one in use.
    func promote() throws(StateError) {
        guard let file, let nextFile, DiskFile.exists(nextFile) else { return }
        try DiskFile.replace(file, with: nextFile)
    }
}

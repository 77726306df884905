package import MartletModel

/// `martlet.lock`: for every package that a stack calls modules from, which one exactly. Written by `martlet init`, kept
/// with the stack.
package struct ModuleLock: Sendable, Hashable {
    package static let fileName = "martlet.lock"

    /// One package.
    package struct Entry: Sendable, Hashable {
        /// ``ModulePackage/text``.
        package var source: String
        /// The commit of a git repository; nil for archives.
        package var commit: String?
        /// Over the bytes of an archive, as `sha256sum` prints it; nil for repositories.
        package var archive: Digest?
        /// Over the names and contents of all files.
        package var content: Digest

        package init(source: String, commit: String? = nil, archive: Digest? = nil, content: Digest) {
            self.source = source
            self.commit = commit
            self.archive = archive
            self.content = content
        }
    }

    /// In byte order of the sources.
    package let entries: [Entry]

    package init(_ entries: [Entry] = []) { self.entries = entries.sorted { $0.source.precedesInBytes($1.source) } }

    package subscript(package: ModulePackage) -> Entry? { entries.first { $0.source == package.text } }

    /// The file's text: the same entries always give the same bytes.
    package var text: String {
        var text =
            "# Written by `martlet init`. Keep it with the stack; change it with `martlet init --upgrade`.\nmartlet: 1\n"
        text += entries.isEmpty ? "modules: []\n" : "modules:\n"
        for entry in entries {
            text += "  - source: \(quoted(entry.source))\n"
            if let commit = entry.commit { text += "    commit: \(commit)\n" }
            if let archive = entry.archive { text += "    archive: \(archive)\n" }
            text += "    content: \(entry.content)\n"
        }
        return text
    }
}

extension ModuleLock {
    private static let keys = SectionKeys(["martlet", "modules"], required: ["martlet", "modules"])
    private static let entryKeys = SectionKeys(
        ["source", "commit", "archive", "content"], required: ["source", "content"])

    /// Reads the file; throws every fault in it.
    package init(_ file: SourceFile) throws(Diagnostics) {
        var faults = Diagnostics()
        let node = try YAMLReader.document(file)
        var entries: [Entry] = []
        if let section = Section(node, "`martlet.lock`", keys: Self.keys, &faults) {
            LanguageVersion.check(section, &faults)
            entries = section.list("modules", &faults).compactMap { Self.entry($0, &faults) }
        }
        try faults.throwIfErrors()
        self.init(entries)
    }

    private static func entry(_ node: YAMLNode, _ faults: inout Diagnostics) -> Entry? {
        guard let section = Section(node, "an entry of `modules`", keys: entryKeys, &faults),
            let source = section.text("source", &faults), let content = section.digest("content", &faults)
        else { return nil }
        let commit = section.text("commit", &faults)
        if let commit, !commit.isCommit { faults.append(.malformedLock(section["commit"] ?? node, "a commit")) }
        return Entry(source: source, commit: commit, archive: section.digest("archive", &faults), content: content)
    }
}

extension Section {
    /// `sha256:` and 64 hexadecimal digits, or the digits alone; nil when the key is not there.
    func digest(_ key: String, _ faults: inout Diagnostics) -> Digest? {
        guard let node = self[key], let text = text(key, &faults) else { return nil }
        if let digest = Digest(hex: text.hasPrefix("sha256:") ? String(text.dropFirst(7)) : text) { return digest }
        faults.append(.malformedLock(node, "a SHA-256 digest"))
        return nil
    }
}

extension Diagnostic {
    fileprivate static func malformedLock(_ node: YAMLNode, _ wanted: String) -> Diagnostic {
        LanguageFault.malformedLock.at(
            node.startRange, "`\(node.text ?? "…")` is not \(wanted).",
            hint: "Restore the file from version control, or delete it and run `martlet init`.")
    }
}

extension String {
    /// Whether the text is the name of a git object: 40 or 64 hexadecimal digits in lower case.
    package var isCommit: Bool {
        (utf8.count == 40 || utf8.count == 64)
            && utf8.allSatisfy { byte in
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
            }
    }
}

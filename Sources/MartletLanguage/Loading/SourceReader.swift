internal import MartletModel

/// Reads YAML files and remembers what it read, for the digest of the configuration.
struct SourceReader {
    enum Role {
        /// Part of what the stack is.
        case configuration
        /// Values, which have a digest of their own.
        case variables
    }

    private let files: any FileReading
    private let limits: YAMLLimits
    private var digests: [String: Digest] = [:]

    init(files: any FileReading, limits: YAMLLimits) {
        self.files = files
        self.limits = limits
    }

    /// The one document of a file; nil, with faults, when it cannot be read.
    mutating func read(
        _ path: String, as role: Role, at range: SourceRange? = nil, hint: String? = nil, _ faults: inout Diagnostics
    ) -> YAMLNode? {
        do throws(FileFault) {
            return try document(path, role, &faults)
        } catch {
            faults.append(unreadable(path, error, at: range, hint))
            return nil
        }
    }

    /// Like ``read(_:as:at:hint:_:)``, but a file that does not exist is no fault.
    mutating func readIfPresent(_ path: String, as role: Role, _ faults: inout Diagnostics) -> YAMLNode? {
        do throws(FileFault) {
            return try document(path, role, &faults)
        } catch {
            if error != .missing { faults.append(unreadable(path, error, at: nil, nil)) }
            return nil
        }
    }

    private mutating func document(_ path: String, _ role: Role, _ faults: inout Diagnostics) throws(FileFault)
        -> YAMLNode?
    {
        let bytes = try files.read(path, limit: limits.fileSize)
        if role == .configuration { digests[path] = Digest(of: bytes) }
        do throws(Diagnostics) {
            return try YAMLReader.document(SourceFile(name: path, bytes: bytes), limits: limits)
        } catch {
            faults.append(contentsOf: error)
            return nil
        }
    }

    private func unreadable(_ path: String, _ fault: FileFault, at range: SourceRange?, _ hint: String?) -> Diagnostic {
        if case .tooLarge = fault {
            return LanguageFault.fileTooLarge.at(
                range, "\(path) cannot be read: \(fault.reason).",
                hint: "Split it into modules, or pass large content to the provider by path or URL.")
        }
        return LanguageFault.unreadableFile.at(range, "\(path) cannot be read: \(fault.reason).", hint: hint)
    }

    /// Over every file that was read as configuration, with its path as seen from `folder`.
    func digest(relativeTo folder: String) -> Digest {
        let prefix = folder == "." ? "" : PathText.normalized(folder) + "/"
        let lines = digests.map { path, digest in
            "\(path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path) \(digest.hex)\n"
        }
        return Digest(of: lines.sorted { $0.precedesInBytes($1) }.joined())
    }
}

import Foundation

extension FileTree {
    /// The files and links below a folder, without `.git`.
    ///
    /// Throws `ArchiveFault` for what no package may hold, and the system's error for what cannot be read.
    init(folder: String, limits: ArchiveLimits = ArchiveLimits()) throws {
        self.init(limits: limits)
        try read(folder, below: "")
        try checkLinks()
    }

    private mutating func read(_ root: String, below path: String) throws {
        let folder = path.isEmpty ? root : "\(root)/\(path)"
        for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() where name != ".git" {
            let inner = path.isEmpty ? name : "\(path)/\(name)"
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(root)/\(inner)")
            switch attributes[.type] as? FileAttributeType {
            case .typeDirectory: try read(root, below: inner)
            case .typeSymbolicLink:
                try add(inner, .link(try FileManager.default.destinationOfSymbolicLink(atPath: "\(root)/\(inner)")))
            case .typeRegular:
                // Looked at before it is read, so that a huge file costs nothing.
                guard (attributes[.size] as? Int ?? 0) <= room else { throw ArchiveFault.tooLarge(room) }
                try add(inner, .file([UInt8](try Data(contentsOf: URL(filePath: "\(root)/\(inner)")))))
            default: throw ArchiveFault.unsupported("a device or pipe")
            }
        }
    }

    /// Writes everything into a folder that does not exist yet.
    func write(to folder: String) throws {
        let manager = FileManager.default
        try manager.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for path in paths {
            let file = URL(filePath: "\(folder)/\(path)")
            try manager.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            switch nodes[path] {
            case .file(let bytes)?: try Data(bytes).write(to: file)
            case .link(let target)?:
                try manager.createSymbolicLink(atPath: file.path(percentEncoded: false), withDestinationPath: target)
            case nil: break
            }
        }
    }
}

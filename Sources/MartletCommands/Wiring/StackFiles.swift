import Foundation
import MartletModel

/// Finds the files of the stack language below folders.
struct StackFiles {
    let world: World

    /// The files at `paths`, by name and each once: files as they are, folders with every stack file below them. Hidden
    /// folders and links to folders are passed by; a path with nothing at it is a fault.
    func names(at paths: [String], _ faults: inout Diagnostics) -> [String] {
        var names: Set<String> = []
        for path in paths {
            var isFolder: ObjCBool = false
            let exists = FileManager.default.fileExists(atPath: world.absolute(path), isDirectory: &isFolder)
            guard exists else {
                faults.append(CommandFault.fileNotRead.diagnostic("\(path): it does not exist."))
                continue
            }
            if isFolder.boolValue { names.formUnion(below(path)) } else { names.insert(path) }
        }
        return names.sorted { $0.precedesInBytes($1) }
    }

    private func below(_ folder: String) -> [String] {
        let root = URL(filePath: world.absolute(folder), directoryHint: .isDirectory)
        let keys: [URLResourceKey] = [.isRegularFileKey, .isSymbolicLinkKey]
        guard
            let files = FileManager.default.enumerator(
                at: root, includingPropertiesForKeys: keys, options: [.skipsHiddenFiles])
        else { return [] }
        let prefix = root.standardizedFileURL.path(percentEncoded: false).withTrailingSlash
        var names: [String] = []
        for case let file as URL in files where Self.isStackFile(file.lastPathComponent) {
            let path = file.standardizedFileURL.path(percentEncoded: false)
            guard path.hasPrefix(prefix), FileManager.default.isReadableFile(atPath: path) else { continue }
            let relative = String(path.dropFirst(prefix.count))
            names.append(folder == "." ? relative : folder.withTrailingSlash + relative)
        }
        return names
    }

    /// The names that stack files have.
    static func isStackFile(_ name: String) -> Bool {
        ["stack.yaml", "module.yaml", "scenarios.yaml"].contains(name) || name.hasSuffix(".vars.yaml")
    }
}

extension String {
    fileprivate var withTrailingSlash: String { hasSuffix("/") ? self : self + "/" }
}

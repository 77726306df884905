import Foundation
import MartletModel

/// The lines that were typed at consoles: one JSON string a line, in a file that only its owner can read.
struct ConsoleHistory {
    /// So many lines are kept.
    static let limit = 1000

    private let path: String
    private(set) var lines: [String]

    /// The file in the folder for state that is not worth a backup (XDG Base Directory Specification).
    static func path(environment: [String: String]) -> String? {
        if let folder = environment["XDG_STATE_HOME"], folder.hasPrefix("/") {
            return folder + "/martlet/console_history"
        }
        guard let home = environment["HOME"], !home.isEmpty else { return nil }
        return home + "/.local/state/martlet/console_history"
    }

    /// The history in a file; an empty one when it does not exist or cannot be read.
    init(path: String) {
        self.path = path
        let text = FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
        lines = text.split(separator: "\n").suffix(Self.limit).compactMap {
            (try? Value(json: String($0)))?.stringValue
        }
    }

    /// Whether a line may be kept: not when it begins with a space, holds a secret or is the same as the last.
    func accepts(_ line: String, isSecret: Bool) -> Bool {
        !isSecret && !line.isEmpty && line.first != " " && !line.contains("sensitive(") && line != lines.last
    }

    /// Adds a line, here and in the file; throws when the file cannot be written.
    mutating func add(_ line: String) throws(CommandFailure) {
        lines.append(line)
        if lines.count > Self.limit { lines.removeFirst(lines.count - Self.limit) }
        let folder = (path as NSString).deletingLastPathComponent
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw CommandFailure(.historyNotKept, detail: "\(folder): \(error.localizedDescription).")
        }
        let text = lines.map { ((try? Value.string($0).canonicalJSON(secrets: .redact)) ?? "\"\"") + "\n" }.joined()
        do throws(CommandFailure) {
            try AtomicFile.write(Array(text.utf8), to: path, mode: 0o600)
        } catch {
            let reason = error.diagnostics.all.first?.detail ?? path
            throw CommandFailure(.historyNotKept, detail: reason)
        }
    }
}

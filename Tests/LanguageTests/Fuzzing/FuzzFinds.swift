import Foundation
import MartletModel

/// Keeps inputs that a room did not survive: beside each other as files, named by what went wrong.
///
/// The input that is running is always in a file of its own, so that it is known after a crash.
struct FuzzFinds: Sendable {
    private let folder: URL

    /// - Parameter folder: Made when it is missing.
    init(folder: URL) throws {
        self.folder = folder
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    /// The file that holds the running input, behind the name of its room and a line feed.
    var running: URL { folder.appending(path: "running-\(ProcessInfo.processInfo.processIdentifier)") }

    /// Keeps the input that runs next, in one write: cheap, since nothing waits for the disk.
    func note(_ room: FuzzRoom, _ bytes: [UInt8]) {
        let record = Array("\(room.rawValue)\n".utf8) + bytes
        let file = open(running.path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        guard file >= 0 else { return }
        _ = write(file, record, record.count)
        close(file)
    }

    /// Saves an input; its path.
    func save(_ room: FuzzRoom, _ bytes: [UInt8], _ fault: String) -> String {
        let name = "\(fault)-\(Digest(of: bytes).hex.prefix(12))"
        let place = folder.appending(path: "\(room.rawValue)/\(name)")
        try? FileManager.default.createDirectory(
            at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        try? Data(bytes).write(to: place)
        return place.path
    }

    /// Forgets the running input: the run is over.
    func end() { try? FileManager.default.removeItem(at: running) }
}

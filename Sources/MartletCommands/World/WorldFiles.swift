import MartletLanguage
import MartletModel

/// The disk as seen from a world's folder, with a `stack.yaml` of that folder that may come from standard input.
struct WorldFiles: FileReading {
    let world: World
    let stackText: [UInt8]?
    private let disk = DiskFiles()

    init(world: World, stackText: [UInt8]? = nil) {
        self.world = world
        self.stackText = stackText
    }

    func read(_ path: String, limit: Int) throws(FileFault) -> [UInt8] {
        if let stackText, path == "stack.yaml" {
            guard stackText.count <= limit else { throw .tooLarge(limit: limit) }
            return stackText
        }
        return try disk.read(world.absolute(path), limit: limit)
    }

    func names(in folder: String) throws(FileFault) -> [String] { try disk.names(in: world.absolute(folder)) }
}

extension World {
    /// The bytes of a file that the user named.
    func file(_ name: String) throws -> [UInt8] {
        do throws(FileFault) {
            return try DiskFiles().read(absolute(name), limit: YAMLLimits().fileSize)
        } catch {
            throw CommandFailure(.fileNotRead, detail: "\(name): \(error.reason).")
        }
    }
}

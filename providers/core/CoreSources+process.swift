internal import FoundationEssentials
internal import MartletModel
internal import MartletProvider

extension CoreSources {
    /// The system's random numbers and files.
    package static func process(folder: String) -> CoreSources {
        CoreSources(folder: folder, randomBytes: systemRandomBytes, readFile: systemFile)
    }

    private static func systemRandomBytes(_ count: Int) -> [UInt8] {
        var system = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &system) }
    }

    private static func systemFile(_ path: String) throws(ProviderError) -> [UInt8]? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        do {
            return [UInt8](try Data(contentsOf: URL(filePath: path)))
        } catch {
            throw ProviderError(.invalid, code: "FileUnreadable", message: "`\(path)` could not be read.")
        }
    }
}

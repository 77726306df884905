package import Foundation

/// Finds real data that lies beside the checkout and never enters it.
package enum Fixtures {
    /// The checkout's top folder.
    package static let packageRoot = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The folder of shared fixtures; nil where it is missing, and then tests that need it say that they skip.
    package static var folder: URL? {
        let environment = ProcessInfo.processInfo.environment["MARTLET_FIXTURES"].map { URL(fileURLWithPath: $0) }
        let candidates = [environment, packageRoot.deletingLastPathComponent().appending(path: "shared/fixtures")]
        return candidates.compactMap { $0 }.first { FileManager.default.fileExists(atPath: $0.path) }
    }
}

import Foundation
import Testing

@testable import MartletState

struct DiskFileTests {
    /// A reader stands for a process that starts after the writer has died.
    @Test func `a new file has its name only once it is whole`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let bytes = [UInt8](repeating: 7, count: 1 << 20)
        for round in 0..<20 {
            let path = folder.appending(path: "key-\(round)").path
            async let made = Self.create(path, bytes)
            while try DiskFile.read(path) == nil { await Task.yield() }
            #expect(try DiskFile.read(path) == bytes)
            #expect(try await made)
            #expect(try !DiskFile.create(path, []))
        }
        let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(left.count == 20, "\(left)")
        let mode = try FileManager.default.attributesOfItem(atPath: folder.appending(path: "key-0").path)[
            .posixPermissions]
        #expect(mode as? Int == 0o600)
    }

    @concurrent private static func create(_ path: String, _ bytes: [UInt8]) async throws -> Bool {
        try DiskFile.create(path, bytes)
    }
}

import Foundation
import MartletModel
import MartletProvider
import Neo4jProvider
import Testing

/// Against a real server, named by `MARTLET_BOLT` (user `root`, password in `MARTLET_BOLT_PASSWORD`).
@Suite(.enabled(if: ProcessInfo.processInfo.environment["MARTLET_BOLT"] != nil, "MARTLET_BOLT names no server"))
struct BoltServerTests {
    private let environment = ProcessInfo.processInfo.environment

    private func ask(_ statement: String, parameters: Value = [:], password: String? = nil) async throws -> Value {
        let configuration: Value = [
            "uri": .string(environment["MARTLET_BOLT"] ?? ""), "username": "root",
            "password": .secret(.string(password ?? environment["MARTLET_BOLT_PASSWORD"] ?? "")), "database": "neo4j",
        ]
        let connection = try await Neo4jProvider(version: "test").connect(to: configuration)
        return try await connection.readData(
            type: ResourceType("neo4j.query"), body: ["statement": .string(statement), "parameters": parameters]
        )
    }

    @Test func `rows have their columns and values`() async throws {
        let answer = try await ask(
            "UNWIND $rows AS row RETURN row.n AS n, row.text AS text",
            parameters: ["rows": [["n": 1, "text": "ä"], ["n": 2, "text": "b"]]]
        )
        #expect(answer["records"] == [["n": 1, "text": "ä"], ["n": 2, "text": "b"]])
    }

    @Test func `a thousand rows come in order`() async throws {
        let answer = try await ask("UNWIND range(1, 1000) AS n RETURN n")
        #expect(answer["records"]?.elements?.compactMap { $0["n"]?.intValue } == Array(1...1000))
    }

    @Test func `a wrong query and a wrong password are told apart`() async throws {
        await #expect(throws: ProviderError.self) { try await ask("RETRUN 1") }
        await #expect { try await ask("RETURN 1", password: "wrong") } throws: { error in
            (error as? ProviderError)?.kind == .authentication
        }
    }
}

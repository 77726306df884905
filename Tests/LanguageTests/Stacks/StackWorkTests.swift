import MartletLanguage
import MartletModel
import Synchronization
import Testing

/// What evaluation does, in counts: they say on a busy machine what they say on a quiet one.
@Suite struct StackWorkTests {
    /// `b` depends on all instances of `a`; each instance of `c` looks at all of them.
    private static func square(_ count: Int) throws -> [DesiredResource] {
        let keys = (0..<count).map { "k\($0)" }.joined(separator: ", ")
        let stack = MemoryStack.of(
            """
            resources:
              a: {type: core.data, for_each: [\(keys)], body: {input: "${each.key}"}}
              b: {type: core.data, for_each: [\(keys)], depends_on: [resource.a], body: {input: "${each.key}"}}
              c: {type: core.data, for_each: [\(keys)], body: {input: "${length(resource.a)}"}}

            """)
        return try stack.load().run().evaluation.resources
    }

    @Test func `instances that depend on a whole resource share one list`() throws {
        for count in [50, 200] {
            let lists = try Self.square(count).map(\.dependencies).filter { !$0.isEmpty }
            #expect(lists.count == 2 * count)
            #expect(lists.allSatisfy { $0.count == count && $0 == $0.sorted() })
            let arrays = Set(lists.map { list in list.withUnsafeBufferPointer { $0.baseAddress } })
            #expect(arrays.count <= 2, "\(arrays.count) arrays for \(2 * count) instances")
        }
    }

    @Test func `each instance is settled once`() throws {
        for count in [500, 2_000] {
            let text = (0..<count).map { number in
                "  r\(number): {type: core.data, body: {input: \"${resource.r\(number / 2).id}\"}}\n"
            }
            let stack = MemoryStack.of(
                "resources:\n" + text.joined().replacing("r0.id", with: "r\(count).id")
                    + "  r\(count): {type: core.data, body: {input: 1}}\n")
            var settled: [Address: Int] = [:]
            let evaluation = try stack.load().evaluate { desired in
                settled[desired.address, default: 0] += 1
                return Settled.creating(desired)
            }
            #expect(evaluation.diagnostics.isEmpty)
            #expect(settled.count == count + 1)
            #expect(settled.values.allSatisfy { $0 == 1 })
        }
    }

    @Test func `a type is asked for once, however many resources have it`() throws {
        let asked = Mutex<[String]>([])
        let types = ResourceTypeCatalog(names: []) { type in
            asked.withLock { $0.append(type.text) }
            return .resource
        }
        _ = try MemoryStack.of("resources: {a: {type: core.data}, b: {type: core.text}, c: {type: core.data}}\n")
            .load(types: types)
        #expect(asked.withLock { $0 } == ["core.data", "core.text"])
    }
}

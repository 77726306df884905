import MartletModel
import MartletPlanner
import MartletProvider
import TestSupport
import Testing

/// Random stacks, edits and clouds: what must hold of every plan.
struct RandomPlanTests {
    private static func stack(_ random: inout SeededGenerator) -> [FakeResource] {
        (0..<Int.random(in: 1...12, using: &random)).map { index in
            var body: Value = [
                "name": .string("n\(index)"), "size": .number(Number(Int.random(in: 1...3, using: &random))),
            ]
            if Bool.random(using: &random) {
                body = body.setting(["red", "blue"].randomElement(using: &random), at: ["color"])
            }
            let others = (0..<index).filter { _ in Int.random(in: 0..<4, using: &random) == 0 }
            body = body.setting(.tuple(others.map { .string("${r\($0).id}") }), at: ["note"])
            if let other = others.first, Bool.random(using: &random) {
                body = body.setting(.string("n\(other)"), at: ["kind_of"])
            }
            return FakeResource("r\(index)", body)
        }
    }

    private static func edited(_ resources: [FakeResource], _ random: inout SeededGenerator) -> [FakeResource] {
        var dropped: Set<String> = []
        return resources.compactMap { resource in
            if Int.random(in: 0..<6, using: &random) == 0
                || resource.body.references.contains(where: { dropped.contains($0.name) })
            {
                dropped.insert(resource.address.name)
                return nil
            }
            var resource = resource
            switch Int.random(in: 0..<5, using: &random) {
            case 0: resource.body = resource.body.setting(9, at: ["size"])
            case 1: resource.body = resource.body.setting("green", at: ["color"])
            case 2: resource.body = resource.body.setting(.string("new-\(resource.address.name)"), at: ["name"])
            default: break
            }
            return resource
        }
    }

    @Test(arguments: 0..<60 as Range<UInt64>)
    func `plans are ordered, repeatable, and empty once applied`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let resources = Self.stack(&random)
        var planning = Planning(resources)
        try expectSound(&planning, seed)
        planning = planning.applied()
        #expect(planning.plan().plan?.isEmpty == true, "seed \(seed)")
        planning.stack.resources = Self.edited(resources, &random)
        if Bool.random(using: &random), let lost = planning.cloud.objects.keys.sorted().randomElement(using: &random) {
            planning.cloud.objects[lost] = nil
        }
        try expectSound(&planning, seed)
        planning = planning.applied()
        #expect(planning.plan().plan?.isEmpty == true, "seed \(seed)")
        planning.options.kind = .destroy
        try expectSound(&planning, seed)
        #expect(planning.plan().plan?.changes.allSatisfy { $0.action == .delete } == true, "seed \(seed)")
    }

    private func expectSound(_ planning: inout Planning, _ seed: UInt64) throws {
        let output = planning.plan()
        let plan = try #require(output.plan, "seed \(seed): \(output.diagnostics.all.map(\.detail))")
        #expect(planning.plan().plan == plan, "seed \(seed)")
        var places: [Address: Int] = [:]
        for (index, change) in plan.changes.enumerated() { places[change.address] = index }
        #expect(places.count == plan.changes.count, "seed \(seed)")
        for (index, change) in plan.changes.enumerated() {
            for dependency in change.dependencies {
                guard let place = places[dependency] else { continue }
                let bothRemoved = change.action == .delete && plan.changes[place].action == .delete
                if bothRemoved { #expect(index < place, "seed \(seed)") }
                if change.action != .delete, plan.changes[place].action != .delete {
                    #expect(place < index, "seed \(seed)")
                }
            }
            if change.action == .replace(.createFirst) {
                #expect(change.identity != change.prior?.identity, "seed \(seed)")
            }
        }
    }

    @Test func `questions grow with the stack and not with its square`() {
        func asked(_ count: Int) -> Int {
            let resources = (0..<count).map { index in
                FakeResource(
                    "r\(index)",
                    ["name": .string("n\(index)"), "note": index == 0 ? .null : .string("${r\(index - 1).id}")])
            }
            var planning = Planning(resources).applied()
            planning.cloud = FakeCloud(objects: planning.cloud.objects)
            _ = planning.plan()
            return planning.cloud.asked
        }
        #expect(asked(50) == 50)
        #expect(asked(500) == 500)
    }
}

extension ValuePath: ExpressibleByArrayLiteral {
    package init(arrayLiteral elements: String...) { self.init(elements.map { .key($0) }) }
}

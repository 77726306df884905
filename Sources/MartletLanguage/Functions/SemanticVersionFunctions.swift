internal import MartletModel

/// A version as https://semver.org orders it.
struct SemanticVersion: Comparable {
    let core: [Int]
    let prerelease: [String]

    init(_ text: String) throws(FunctionFault) {
        let fault = FunctionFault("\(quoted(text)) is not a semantic version, as 1.2.3 or 1.2.3-rc.1")
        let plain = text.hasPrefix("v") ? text.dropFirst() : text[...]
        let withoutBuild = plain.split(separator: "+", maxSplits: 1, omittingEmptySubsequences: false)[0]
        let halves = withoutBuild.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        let numbers = halves[0].split(separator: ".", omittingEmptySubsequences: false)
        core = numbers.compactMap { $0.utf8.allSatisfy(\.isDigit) ? Int($0) : nil }
        guard core.count == 3, numbers.count == 3 else { throw fault }
        prerelease =
            halves.count > 1 ? halves[1].split(separator: ".", omittingEmptySubsequences: false).map(String.init) : []
        guard prerelease.allSatisfy({ !$0.isEmpty }) else { throw fault }
    }

    static func < (left: SemanticVersion, right: SemanticVersion) -> Bool {
        if left.core != right.core { return left.core.lexicographicallyPrecedes(right.core) }
        // A version before its release comes before it.
        if left.prerelease.isEmpty || right.prerelease.isEmpty {
            return !left.prerelease.isEmpty && right.prerelease.isEmpty
        }
        for (first, second) in zip(left.prerelease, right.prerelease) where first != second {
            switch (Int(first), Int(second)) {
            case (let one?, let other?): return one < other
            case (_?, nil): return true
            case (nil, _?): return false
            default: return first.precedesInBytes(second)
            }
        }
        return left.prerelease.count < right.prerelease.count
    }
}

extension FunctionTable {
    static let versions: [Function] = [
        Function(
            "semvercmp", [.init("version_a", .string), .init("version_b", .string)], result: .number,
            "-1, 0 or 1: which of two semantic versions comes first.", group: .string
        ) { call throws(FunctionFault) in
            let (first, second) = (try SemanticVersion(call.string(0)), try SemanticVersion(call.string(1)))
            return first == second ? 0 : first < second ? -1 : 1
        },
        Function(
            "semverparse", [.init("version", .string)], result: .any, "The parts of a semantic version.", group: .string
        ) { call throws(FunctionFault) in
            let version = try SemanticVersion(call.string(0))
            return [
                "major": .number(Number(version.core[0])), "minor": .number(Number(version.core[1])),
                "patch": .number(Number(version.core[2])),
                "prerelease": .string(version.prerelease.joined(separator: ".")),
            ]
        },
    ]
}

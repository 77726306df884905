internal import MartletModel

/// A version as https://semver.org orders it.
struct SemanticVersion: Comparable {
    /// Major, minor, patch.
    let core: [Int]
    let prerelease: [String]
    /// What stands behind `+`: it has no part in the order.
    let build: String

    init(_ text: String) throws(FunctionFault) {
        let fault = FunctionFault("\(quoted(text)) is not a semantic version, as 1.2.3 or 1.2.3-rc.1")
        let plain = text.hasPrefix("v") ? text.dropFirst() : text[...]
        let parts = plain.split(separator: "+", maxSplits: 1, omittingEmptySubsequences: false)
        let withoutBuild = parts[0]
        build = parts.count > 1 ? String(parts[1]) : ""
        guard parts.count == 1 || Self.identifiers(build).allSatisfy(\.isIdentifier) else { throw fault }
        let halves = withoutBuild.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        let numbers = halves[0].split(separator: ".", omittingEmptySubsequences: false)
        core = numbers.compactMap { $0.utf8.allSatisfy(\.isDigit) && !$0.hasLeadingZero ? Int($0) : nil }
        guard core.count == 3, numbers.count == 3 else { throw fault }
        prerelease = halves.count > 1 ? Self.identifiers(String(halves[1])) : []
        guard prerelease.allSatisfy({ $0.isIdentifier && !($0.isNumeric && $0.hasLeadingZero) }) else { throw fault }
    }

    private static func identifiers(_ text: String) -> [String] {
        text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    }

    static func == (left: SemanticVersion, right: SemanticVersion) -> Bool {
        left.core == right.core && left.prerelease == right.prerelease
    }

    static func < (left: SemanticVersion, right: SemanticVersion) -> Bool {
        if left.core != right.core { return left.core.lexicographicallyPrecedes(right.core) }
        // A version before its release comes before it.
        if left.prerelease.isEmpty || right.prerelease.isEmpty {
            return !left.prerelease.isEmpty && right.prerelease.isEmpty
        }
        for (first, second) in zip(left.prerelease, right.prerelease) where first != second {
            switch (first.isNumeric, second.isNumeric) {
            case (true, false): return true
            case (false, true): return false
            case (true, true) where first.utf8.count != second.utf8.count:
                return first.utf8.count < second.utf8.count
            default: return first.precedesInBytes(second)
            }
        }
        return left.prerelease.count < right.prerelease.count
    }
}

extension StringProtocol {
    fileprivate var isNumeric: Bool { !isEmpty && utf8.allSatisfy(\.isDigit) }

    fileprivate var hasLeadingZero: Bool { utf8.count > 1 && utf8.first == UInt8(ascii: "0") }

    /// Whether it is letters, digits and hyphens, at least one.
    fileprivate var isIdentifier: Bool {
        !isEmpty
            && utf8.allSatisfy {
                $0 < 0x80 && ($0.continuesIdentifier || $0 == UInt8(ascii: "-")) && $0 != UInt8(ascii: "_")
            }
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
                "prerelease": .string(version.prerelease.joined(separator: ".")), "build": .string(version.build),
            ]
        },
    ]
}

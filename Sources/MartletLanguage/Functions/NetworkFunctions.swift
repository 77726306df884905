internal import MartletModel

/// An address range as `10.0.0.0/8` or `fd00::/8` writes it.
struct NetworkPrefix {
    /// Most significant byte first: 4 or 16.
    let address: [UInt8]
    let length: Int

    init(_ text: String) throws(FunctionFault) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let address = Self.address(String(parts[0])), let length = Int(parts[1]),
            !parts[1].hasPrefix("+"),
            (0...address.count * 8).contains(length)
        else { throw FunctionFault("invalid CIDR expression: invalid CIDR address: \(text)", argument: 0) }
        self.address = Self.masked(address, length)
        self.length = length
    }

    init(address: [UInt8], length: Int) {
        self.address = address
        self.length = length
    }

    var bits: Int { address.count * 8 }

    /// The address with only its first `length` bits kept.
    static func masked(_ address: [UInt8], _ length: Int) -> [UInt8] {
        address.enumerated().map { index, byte in
            let kept = min(8, max(0, length - index * 8))
            return kept == 0 ? 0 : byte & (0xFF << (8 - UInt8(kept)))
        }
    }

    /// Adds `number`, shifted left by `shift` bits, to the address.
    func adding(_ number: Int, shift: Int) -> [UInt8] {
        var result = address
        for bit in 0..<(Int.bitWidth - 1) where number >> bit & 1 == 1 {
            let place = bits - 1 - (bit + shift)
            guard place >= 0 else { continue }
            result[place / 8] |= 1 << UInt8(7 - place % 8)
        }
        return result
    }

    var description: String { "\(Self.text(address))/\(length)" }

    // MARK: Text

    static func address(_ text: String) -> [UInt8]? { text.contains(":") ? version6(text) : version4(text) }

    private static func version4(_ text: String) -> [UInt8]? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let bytes = parts.compactMap { part -> UInt8? in
            guard part.utf8.allSatisfy(\.isDigit), (1...3).contains(part.utf8.count),
                part.count == 1 || part.first != "0" || true
            else { return nil }
            return UInt8(part)
        }
        return parts.count == 4 && bytes.count == 4 ? bytes : nil
    }

    private static func version6(_ text: String) -> [UInt8]? {
        let halves = Array(text.utf8).pieces(separatedBy: Array("::".utf8)).map { String(decoding: $0, as: UTF8.self) }
        guard halves.count <= 2, let head = groups(halves[0]), let tail = groups(halves.count == 2 ? halves[1] : "")
        else { return nil }
        let missing = 8 - head.count - tail.count
        guard halves.count == 2 ? missing >= 1 : missing == 0 else { return nil }
        let all = head + Array(repeating: 0, count: missing) + tail
        return all.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    }

    private static func groups(_ text: String) -> [UInt16]? {
        guard !text.isEmpty else { return [] }
        var result: [UInt16] = []
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            if part.contains("."), index == parts.count - 1, let bytes = version4(String(part)) {
                result += [UInt16(bytes[0]) << 8 | UInt16(bytes[1]), UInt16(bytes[2]) << 8 | UInt16(bytes[3])]
            } else {
                guard (1...4).contains(part.utf8.count), part.utf8.allSatisfy({ hexadecimalDigit($0) != nil }),
                    let group = UInt16(part, radix: 16)
                else { return nil }
                result.append(group)
            }
        }
        return result
    }

    /// The address as RFC 5952 writes it: the longest run of zeros, of at least two groups, becomes `::`.
    static func text(_ address: [UInt8]) -> String {
        guard address.count == 16 else { return address.map(String.init).joined(separator: ".") }
        let groups = stride(from: 0, to: 16, by: 2).map { UInt16(address[$0]) << 8 | UInt16(address[$0 + 1]) }
        if groups[..<5].allSatisfy({ $0 == 0 }), groups[5] == 0xFFFF {
            return address[12...].map(String.init).joined(separator: ".")
        }
        var best = 0..<0
        var start = 0
        while start < 8 {
            var end = start
            while end < 8, groups[end] == 0 { end += 1 }
            if end - start > best.count, end - start >= 2 { best = start..<end }
            start = max(end, start + 1)
        }
        func text(_ part: ArraySlice<UInt16>) -> String { part.map { String($0, radix: 16) }.joined(separator: ":") }
        return best.isEmpty
            ? text(groups[...]) : text(groups[..<best.lowerBound]) + "::" + text(groups[best.upperBound...])
    }
}

extension FunctionTable {
    static let network: [Function] = [
        Function(
            "cidrhost", [.init("prefix", .string), .init("hostnum", .number)], result: .string,
            "The address of a host in an address range.", group: .network
        ) { call throws(FunctionFault) in
            .string(try host(NetworkPrefix(call.string(0)), try call.integer(1)))
        },
        Function(
            "cidrnetmask", [.init("prefix", .string)], result: .string, "The mask of an IPv4 address range.",
            group: .network
        ) { call throws(FunctionFault) in
            let prefix = try NetworkPrefix(call.string(0))
            guard prefix.bits == 32 else {
                throw FunctionFault("IPv6 addresses cannot have a netmask: \(call.string(0))", argument: 0)
            }
            return .string(NetworkPrefix.text(NetworkPrefix.masked([255, 255, 255, 255], prefix.length)))
        },
        Function(
            "cidrsubnet", [.init("prefix", .string), .init("newbits", .number), .init("netnum", .number)],
            result: .string, "A part of an address range.", group: .network
        ) { call throws(FunctionFault) in
            .string(try subnet(NetworkPrefix(call.string(0)), try call.integer(1), try call.integer(2)))
        },
        Function(
            "cidrsubnets", [.init("prefix", .string)], variadic: .init("newbits", .number), result: .list(.string),
            "Parts of an address range, one behind another.", group: .network
        ) { call throws(FunctionFault) in
            try subnets(call)
        },
        Function(
            "cidrcontains", [.init("prefix", .string), .init("contained", .string)], result: .bool,
            "Whether an address or an address range lies in an address range.", group: .network
        ) { call throws(FunctionFault) in
            let prefix = try NetworkPrefix(call.string(0))
            var inner = call.string(1)
            if !inner.contains("/") { inner += inner.contains(":") ? "/128" : "/32" }
            let part = try NetworkPrefix(inner)
            guard part.bits == prefix.bits else { throw FunctionFault("address family of the two arguments differs") }
            return .bool(
                part.length >= prefix.length && NetworkPrefix.masked(part.address, prefix.length) == prefix.address)
        },
    ]

    private static func host(_ prefix: NetworkPrefix, _ number: Int) throws(FunctionFault) -> String {
        let hostBits = prefix.bits - prefix.length
        let limit = hostBits >= 62 ? Int.max : 1 << hostBits
        // A negative number counts from the end.
        guard number < 0 ? number >= -limit : number < limit else {
            throw FunctionFault(
                "prefix of \(prefix.length) does not accommodate a host numbered \(number)", argument: 1)
        }
        guard number < 0 else { return NetworkPrefix.text(prefix.adding(number, shift: 0)) }
        // The last address, less what is counted back.
        var result = prefix.address
        for place in prefix.length..<prefix.bits { result[place / 8] |= 1 << UInt8(7 - place % 8) }
        let back = -(number + 1)
        for bit in 0..<min(62, hostBits) where back >> bit & 1 == 1 {
            let place = prefix.bits - 1 - bit
            result[place / 8] &= ~(1 << UInt8(7 - place % 8))
        }
        return NetworkPrefix.text(result)
    }

    private static func subnet(_ prefix: NetworkPrefix, _ newBits: Int, _ number: Int) throws(FunctionFault) -> String {
        guard newBits >= 0, newBits <= prefix.bits - prefix.length else {
            throw FunctionFault(
                "insufficient address space to extend prefix of \(prefix.length) by \(newBits)", argument: 1)
        }
        guard number >= 0, newBits >= 62 || number < 1 << newBits else {
            throw FunctionFault(
                "prefix extension of \(newBits) does not accommodate a subnet numbered \(number)", argument: 2)
        }
        let length = prefix.length + newBits
        return NetworkPrefix(address: prefix.adding(number, shift: prefix.bits - length), length: length).description
    }

    private static func subnets(_ call: Function.Call) throws(FunctionFault) -> Value {
        let prefix = try NetworkPrefix(call.string(0))
        var results: [Value] = []
        var next = prefix.address
        for index in 1..<max(1, call.arguments.count) {
            let newBits = try call.integer(index)
            guard newBits >= 1 else { throw FunctionFault("must extend prefix by at least one bit", argument: index) }
            guard newBits <= 32 else {
                throw FunctionFault("may not extend prefix by more than 32 bits", argument: index)
            }
            let length = prefix.length + newBits
            guard length <= prefix.bits else {
                throw FunctionFault(
                    "would extend prefix to \(length) bits, which is too long for an IPv\(prefix.bits == 32 ? 4 : 6) address",
                    argument: index)
            }
            // The next place that is a multiple of the part's size.
            if NetworkPrefix.masked(next, length) != next {
                guard let aligned = Self.step(NetworkPrefix.masked(next, length), length) else {
                    throw FunctionFault(
                        "not enough remaining address space for a subnet with a prefix of \(length) bits after \(call.string(0))",
                        argument: index)
                }
                next = aligned
            }
            guard NetworkPrefix.masked(next, prefix.length) == prefix.address else {
                throw FunctionFault(
                    "not enough remaining address space for a subnet with a prefix of \(length) bits after \(call.string(0))",
                    argument: index)
            }
            results.append(.string(NetworkPrefix(address: next, length: length).description))
            next = step(next, length) ?? Array(repeating: 0xFF, count: next.count)
        }
        return .list(Value.Collection(results, of: .string))
    }

    /// The address one part further; nil past the end.
    private static func step(_ address: [UInt8], _ length: Int) -> [UInt8]? {
        var result = address
        var place = length - 1
        while place >= 0 {
            let bit: UInt8 = 1 << UInt8(7 - place % 8)
            if result[place / 8] & bit == 0 {
                result[place / 8] |= bit
                return result
            }
            result[place / 8] &= ~bit
            place -= 1
        }
        return nil
    }
}

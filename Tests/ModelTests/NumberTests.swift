import MartletModel
import TestSupport
import Testing

@Suite struct NumberTests {
    static let texts: [(String, String)] = [
        ("0", "0"), ("-0", "0"), ("1.0", "1"), ("0.10", "0.1"), ("1e3", "1000"), ("1E-3", "0.001"), ("1.5e1", "15"),
        ("100000000000000000000000", "100000000000000000000000"), ("9223372036854775807", "9223372036854775807"),
        ("9223372036854775808", "9223372036854775808"), ("-9223372036854775808", "-9223372036854775808"),
        ("1e30", "1000000000000000000000000000000"), ("123.456e-5", "0.00123456"), ("-12.50", "-12.5"),
        ("1e999999999", "+Inf"), ("-1e999999999", "-Inf"), ("1e-999999999", "0"), ("0e999999999", "0"),
    ]

    @Test(arguments: texts) func `a number prints all its digits and no exponent`(text: String, expected: String) throws
    {
        #expect(try #require(Number(decimal: text)).description == expected)
    }

    @Test(arguments: ["", "-", ".", "1.", "1e", "1e+", "0x1", "1_000", " 1", "1 ", "Inf", "--1"])
    func `what is no decimal number is refused`(text: String) {
        #expect(Number(decimal: text) == nil)
    }

    @Test func `equal numbers have one representation`() throws {
        let pairs = [("1.0", "1"), ("10e-1", "1"), ("9223372036854775807.0", "9223372036854775807"), ("2.50", "25e-1")]
        for (left, right) in pairs {
            let first = try #require(Number(decimal: left))
            let second = try #require(Number(decimal: right))
            #expect(first == second && first.hashValue == second.hashValue)
        }
    }

    @Test func `decimal fractions add up`() throws {
        let sum = try number("0.1").adding(number("0.2"))
        #expect(sum == number("0.3"))
        #expect(try number("0.3").subtracting(number("0.1")) == number("0.2"))
    }

    @Test func `integers grow past the machine word`() throws {
        let large = try Number(.max).adding(1)
        #expect(large.description == "9223372036854775808")
        #expect(try large.subtracting(1).int == .max)
        #expect(try Number(.max).multiplied(by: Number(.max)).description == "85070591730234615847396907784232501249")
        #expect((-Number(.min)).description == "9223372036854775808")
        #expect(try Number(.min).divided(by: -1).description == "9223372036854775808")
    }

    @Test func `a third has a hundred and fifty-five digits`() throws {
        #expect(try Number(1).divided(by: 3).description == "0." + String(repeating: "3", count: 155))
        #expect(try Number(2).divided(by: 3).description == "0." + String(repeating: "6", count: 154) + "7")
        #expect(try Number(1).divided(by: 8).description == "0.125")
    }

    @Test func `division by zero is infinite and zero by zero is undefined`() throws {
        #expect(try Number(1).divided(by: 0) == .infinity)
        #expect(try Number(-1).divided(by: 0) == .negativeInfinity)
        #expect(throws: Number.Undefined.self) { try Number(0).divided(by: 0) }
        #expect(throws: Number.Undefined.self) { try Number.infinity.subtracting(.infinity) }
        #expect(throws: Number.Undefined.self) { try Number.infinity.multiplied(by: 0) }
    }

    @Test func `the remainder has the sign of the dividend`() throws {
        #expect(try Number(-7).remainder(dividingBy: 3) == -1)
        #expect(try Number(7).remainder(dividingBy: -3) == 1)
        #expect(try number("5.5").remainder(dividingBy: 2) == number("1.5"))
    }

    @Test func `floor and ceiling go down and up`() {
        #expect(number("-1.5").floor == -2 && number("-1.5").ceiling == -1)
        #expect(number("1.5").floor == 1 && number("1.5").ceiling == 2)
        #expect(number("3").floor == 3)
    }

    @Test func `order is that of size`() {
        let ordered: [Number] = [
            Number.negativeInfinity, number("-1e30"), -1, number("-0.5"), 0, number("0.1"), 1, number("1e30"),
            .infinity,
        ]
        #expect(ordered.shuffled().sorted() == ordered)
    }

    @Test func `addition and multiplication agree with machine arithmetic`() throws {
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<500 {
            let left = Int.random(in: -1_000_000...1_000_000, using: &generator)
            let right = Int.random(in: -1_000_000...1_000_000, using: &generator)
            let (first, second) = (scaled(left, 3), scaled(right, 3))
            #expect(try first.adding(second) == scaled(left + right, 3))
            #expect(try first.multiplied(by: second) == scaled(left * right, 6))
            #expect((first < second) == (left < right))
            guard right != 0 else { continue }
            #expect(try first.remainder(dividingBy: second) == scaled(left % right, 3))
        }
    }

    @Test func `doubles go there and back`() throws {
        for double in [0.1, 1e300, -2.5, 123456789.125] {
            #expect(try #require(Number(double)).double == double)
        }
    }

    private func number(_ text: String) -> Number { Number(decimal: text) ?? .infinity }

    private func scaled(_ integer: Int, _ places: Int) -> Number { number("\(integer)e-\(places)") }

    @Test func `numbers of a million digits are exact and take a word`() throws {
        let huge = number("1e1000000")
        #expect(huge.wordCount == 1 && number("1e-999999").wordCount == 1)
        #expect(try huge.adding(1) == huge)
        #expect(try Number(1).subtracting(huge) == number("-1e1000000"))
        // 10 is 3 modulo 7, and 3^1000000 is 3^4.
        #expect(try huge.remainder(dividingBy: 7) == 4)
        #expect(try (-huge).remainder(dividingBy: 7) == -4)
        #expect(try Number(7).remainder(dividingBy: huge) == 7)
        #expect(number("1e-999999") > 0 && -huge < number("1e-999999") && huge > Number(.max))
        #expect(number("1e-999999").floor == 0 && number("-1e-999999").floor == -1)
        #expect(number("1e-999999").rounded(toPlaces: 3) == 0)
        #expect(huge.text(radix: 10)?.utf8.count == 1_000_001)
        #expect(number("1" + String(repeating: "0", count: 1_000_000)) == huge)
    }

    @Test func `order, sum and remainder agree whatever the exponents`() throws {
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<2_000 {
            let (left, right) = (RandomValue.number(using: &generator), RandomValue.number(using: &generator))
            let difference = try left.subtracting(right)
            #expect((left < right) == difference.isNegative, "\(left) \(right)")
            guard !right.isZero else { continue }
            let rest = try left.remainder(dividingBy: right)
            #expect(rest.magnitude < right.magnitude && (rest.isZero || rest.isNegative == left.isNegative))
            let whole = try left.subtracting(rest).divided(by: right)
            #expect(whole.isWhole, "\(left) % \(right) is \(rest)")
        }
    }
}

internal import MartletModel
internal import MartletProvider

/// `core.password`: a random secret that is drawn once and kept until something in its body changes.
struct CorePassword: CoreType {
    let schema = ResourceSchema(
        type: ResourceType("core.password"),
        body: .object(
            [
                .init("length", .number), .init("lower", .bool), .init("upper", .bool), .init("digits", .bool),
                .init("special", .bool), .init("special_characters", .text), .init("triggers", .any),
            ],
            allowsOthers: false
        ),
        computed: [ValuePath([.key("id")]), ValuePath([.key("result")])], stable: [],
        createOnly: [ValuePath()], secret: [ValuePath([.key("result")])], isStateOnly: true
    )

    func problems(in body: Value) -> [BodyProblem] {
        let length = body["length"]?.numberValue
        if let length, !length.isWhole(in: 1...1024) {
            return [BodyProblem(ValuePath([.key("length")]), "`length` must be a whole number from 1 to 1024.")]
        }
        guard body.isWhollyKnown else { return [] }
        let count = PasswordClasses(body).alphabets.count
        guard count > 0 else {
            return [BodyProblem(ValuePath(), "A password needs at least one class of characters.")]
        }
        guard let length = length?.int, length < count else { return [] }
        let message = "`length` must leave room for one character of each of the \(count) classes."
        return [BodyProblem(ValuePath([.key("length")]), message)]
    }

    func attributes(of body: Value, id: Value?, random: ((Int) -> [UInt8])?) -> Value {
        var fields = body.fields ?? Fields()
        guard let random else {
            fields["id"] = id ?? .unknownText
            fields["result"] = .secret(.unknownText)
            return .object(fields)
        }
        fields["id"] = .string(RandomText.uuid(random))
        let classes = PasswordClasses(body)
        fields["result"] = .secret(
            .string(RandomText.password(classes, length: body["length"]?.intValue ?? 32, random)))
        return .object(fields)
    }
}

/// The characters that a password is made of: at least one of each class.
struct PasswordClasses {
    let alphabets: [[Character]]

    init(_ body: Value) {
        let classes: [(key: String, characters: String)] = [
            ("lower", "abcdefghijklmnopqrstuvwxyz"), ("upper", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"), ("digits", "0123456789"),
            ("special", body["special_characters"]?.stringValue ?? "!@#$%&*()-_=+[]{}<>:?"),
        ]
        alphabets = classes.compactMap { body[$0.key]?.boolValue ?? true ? Array($0.characters) : nil }
            .filter { !$0.isEmpty }
    }
}

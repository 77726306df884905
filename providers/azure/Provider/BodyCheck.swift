import MartletModel
import MartletProvider

/// Finds faults in a body before anything is sent. Silent about what is not known yet. Pure.
struct BodyCheck {
    private let entry: CatalogEntry

    init(_ entry: CatalogEntry) { self.entry = entry }

    func problems(in body: Value) -> [BodyProblem] {
        var found: [BodyProblem] = []
        check(body, entry.schema.body, ValuePath(), &found)
        checkPlace(body, &found)
        checkName(body, &found)
        return found
    }

    // MARK: Shape

    private func check(_ value: Value, _ schema: BodySchema, _ path: ValuePath, _ found: inout [BodyProblem]) {
        let value = value.unmarked.value
        if case .unknown = value { return }
        guard !value.isNull else { return }
        switch schema {
        case .any: return
        case .object(let properties, _): checkObject(value, properties, path, &found)
        case .map(let element):
            guard let fields = value.fields else { return mismatch("an object", value, path, &found) }
            for field in fields { check(field.value, element, path.appending(field.key), &found) }
        case .list(let element):
            guard let elements = value.elements else { return mismatch("a list", value, path, &found) }
            for (index, child) in elements.enumerated() { check(child, element, path.appending(.index(index)), &found) }
        case .string(let choices, let isOpen, _): checkText(value, choices, isOpen, path, &found)
        case .number: if value.numberValue == nil { mismatch("a number", value, path, &found) }
        case .bool: if value.boolValue == nil { mismatch("true or false", value, path, &found) }
        }
    }

    private func checkObject(
        _ value: Value, _ properties: [BodySchema.Property], _ path: ValuePath, _ found: inout [BodyProblem]
    ) {
        guard let fields = value.fields else { return mismatch("an object", value, path, &found) }
        for property in properties {
            let here = path.appending(property.name)
            if let written = fields[property.name], !written.isNull {
                if property.isReadOnly {
                    found.append(
                        BodyProblem(here, "`\(here)` is set by Azure and cannot be written.", hint: "Remove it."))
                } else {
                    check(written, property.schema, here, &found)
                }
            } else if property.isRequired {
                found.append(BodyProblem(here, "`\(here)` is missing; `\(entry.type)` needs it."))
            }
        }
        let known = Set(properties.map(\.name))
        for field in fields where !known.contains(field.key) {
            let here = path.appending(field.key)
            let nearest = nearestName(to: field.key, among: known.sorted()).map { "Did you mean `\($0)`?" }
            found.append(
                BodyProblem(
                    here, "`\(entry.armType)` in version \(entry.apiVersion) has no property `\(here)`.", hint: nearest,
                    isWarning: !path.steps.isEmpty || nearest == nil))
        }
    }

    private func checkText(
        _ value: Value, _ choices: [String], _ isOpen: Bool, _ path: ValuePath, _ found: inout [BodyProblem]
    ) {
        guard let text = value.stringValue else { return mismatch("text", value, path, &found) }
        guard !choices.isEmpty, !choices.contains(text) else { return }
        let nearest = nearestName(to: text, among: choices)
        if isOpen, nearest == nil { return }
        let hint = nearest.map { "Did you mean `\($0)`?" } ?? "Use one of: \(choices.joined(separator: ", "))."
        found.append(
            BodyProblem(path, "`\(path)` cannot be `\(text)`, as far as is known.", hint: hint, isWarning: isOpen))
    }

    private func mismatch(_ wanted: String, _ value: Value, _ path: ValuePath, _ found: inout [BodyProblem]) {
        let isScalar = value.unmarked.value.boolValue != nil || value.unmarked.value.numberValue != nil
        let hint = wanted == "text" && isScalar ? "Quote it, or make text of an expression: `tostring(…)`." : nil
        found.append(BodyProblem(path, "`\(path)` must be \(wanted), and is \(value.unmarked.value.noun).", hint: hint))
    }

    // MARK: Place and name

    private func checkPlace(_ body: Value, _ found: inout [BodyProblem]) {
        guard let path = entry.placePath, case .key(let key)? = path.steps.first else { return }
        guard let text = body[key]?.stringValue else {
            if body[key] == nil, case .any = entry.schema.body {
                found.append(BodyProblem(path, "`\(key)` is missing: the id of what the object is in."))
            }
            return
        }
        guard let id = ArmID(text) else {
            let message = "`\(key)` must be an id that begins with `/`, as `${resource.group.id}` is."
            return found.append(BodyProblem(path, message))
        }
        if entry.scope == .resourceGroup, id.armType?.lowercased() != AzureSettings.groupType.lowercased() {
            found.append(
                BodyProblem(path, "`\(entry.type)` lives in a resource group, and `\(text)` is not the id of one."))
        }
        if entry.scope == .parent, let wanted = parentType, id.armType?.lowercased() != wanted.lowercased() {
            found.append(BodyProblem(path, "The parent of `\(entry.type)` is a `\(wanted)`, which `\(text)` is not."))
        }
    }

    /// The type one level up; what a path adds beside the name (`blobServices/default`) is a level, too.
    private var parentType: String? {
        let added = entry.path.split(separator: "/").enumerated().filter { $0.offset % 2 == 0 }.count
        let segments = entry.armType.split(separator: "/")
        guard segments.count > added + 1 else { return nil }
        return segments.dropLast(added).joined(separator: "/")
    }

    private func checkName(_ body: Value, _ found: inout [BodyProblem]) {
        let path = ValuePath([.key("name")])
        guard let name = body["name"]?.stringValue else { return }
        if let fixed = entry.name.fixed {
            if name != fixed {
                found.append(BodyProblem(path, "The only name here is `\(fixed)`.", hint: "Leave it out."))
            }
            return
        }
        guard entry.name.length.contains(name.count) else {
            let length = "\(entry.name.length.lowerBound) to \(entry.name.length.upperBound) characters"
            return found.append(BodyProblem(path, "`name` has \(name.count) characters; it must have \(length)."))
        }
        let allowed = NameCharacters(entry.name.characters)
        if let wrong = name.first(where: { !allowed.contains($0) }) {
            found.append(BodyProblem(path, "`name` must not contain `\(wrong)`: only \(entry.name.characters)."))
        }
    }
}

/// The characters of a catalog's `characters`: `letters`, `digits`, `a-z`, and single ones. Empty allows all but `/`.
struct NameCharacters {
    private let words: [Substring]

    init(_ text: String) { words = text.split(separator: " ") }

    func contains(_ character: Character) -> Bool {
        guard !words.isEmpty else { return character != "/" && character != "?" && character != "%" }
        return words.contains { word in
            switch word {
            case "letters": character.isASCII && character.isLetter
            case "digits": character.isASCII && character.isNumber
            case "a-z": ("a"..."z").contains(character)
            default: word == String(character)
            }
        }
    }
}

import MartletModel

/// The JSON Schema of the sections of stack and module files, beside those that depend on providers.
enum LanguageTerms {
    typealias Terms = SchemaTerms

    static let version: Value = ["const": 1, "description": "The version of the stack language: 1."]

    static let condition = Terms.section(
        [
            "condition": Terms.truth.described("What must hold, as an expression."),
            "message": Terms.text.described("What to say when it does not hold; may hold expressions."),
        ], required: ["condition", "message"])

    /// Conditions, or one alone.
    static func conditions(_ text: String) -> Value {
        .object(["anyOf": [Terms.reference("condition"), Terms.fixedList(of: Terms.reference("condition"))]])
            .described(text)
    }

    static let dependsOn = Terms.fixedList(of: ["type": "string"]).described(
        "References that this waits for although it uses nothing of them: `resource.x`, `module.m`.")

    static let when = Terms.truth.described("Whether it exists: an expression that is true or false.")

    static let forEach = Terms.value("object", "array").described(
        "One instance for each key of a map, or each element of a set or list of strings or numbers.")

    // MARK: Entries

    static let variable = Terms.section(
        [
            "type": Terms.fixedText.described(
                "`string`, `number`, `bool`, `any`, `list(T)`, `set(T)`, `map(T)`, `tuple([T, …])`, "
                    + "`object({a = T, b = optional(T, default)})`; `any` when missing."),
            "default": Terms.anything.described("The value when none is given; a variable without one must be set."),
            "description": Terms.text.described("What the variable is for."),
            "sensitive": Terms.fixedTruth.described("Whether its value is a secret."),
            "ephemeral": Terms.fixedTruth.described("Whether its value is never stored."),
            "nullable": Terms.fixedTruth.described("Whether null is a value; else null means the default."),
            "deprecated": Terms.fixedText.described("What to use instead: setting the variable is then a warning."),
            "validation": conditions("Conditions on the value."),
        ], types: ["object", "null"])

    static let output = Terms.section(
        [
            "value": Terms.anything.described("The value, as an expression."),
            "description": Terms.text.described("What the output is."),
            "sensitive": Terms.fixedTruth.described("Whether the value is a secret."),
            "ephemeral": Terms.fixedTruth.described("Whether the value is never stored; only a module's can be."),
            "deprecated": Terms.fixedText.described("What to use instead: using the output is then a warning."),
            "depends_on": dependsOn,
            "precondition": conditions("Conditions that must hold before the value is given out."),
        ], required: ["value"])

    static let module = Terms.section(
        [
            "source": Terms.fixedText.described("Where the module is: its folder as seen from this file's, or a URL."),
            "sha256": Terms.fixedText.described("The checksum of what the source gives."),
            "when": when, "for_each": forEach, "depends_on": dependsOn,
            "inputs": Terms.named(Terms.anything).described("Values of the module's variables."),
            "providers": Terms.named(Terms.fixedText).described(
                "The module's connections by the names of this file's."),
        ], required: ["source"])

    static let lifecycle = Terms.section(
        [
            "prevent_destroy": Terms.truth.described("Whether a plan that would delete the object is refused."),
            "create_before_destroy": Terms.truth.described("Whether a replacement is created before the old one goes."),
            "ignore_changes": Terms.value("array", with: ["items": ["type": "string"], "pattern": "[$%]\\{|^all$"])
                .described("Paths of fields whose changes are left alone, or `all`."),
            "replace_triggered_by": Terms.fixedList(of: ["type": "string"])
                .described("References whose changes replace this object."),
            "retain_on_destroy": Terms.truth.described("Whether the object stays when the resource goes."),
            "allow_irreversible": Terms.truth.described("Consent to steps that cannot be undone."),
        ], types: ["object", "null"])

    static let timeouts = Terms.section(
        [
            "create": Terms.duration.described("How long a create may take, as `90s`, `10m` or `1h30m`."),
            "update": Terms.duration.described("How long an update may take."),
            "delete": Terms.duration.described("How long a delete may take."),
        ], types: ["object", "null"])

    static let rollback = Terms.section(
        [
            "retain": Terms.truth.described("Whether what was created stays when the deployment is rolled back."),
            "undo": Terms.value("object").described(
                "The body of an object of the same type that a rollback makes, waits for and deletes, to take back what "
                    + "this one has done."),
        ],
        types: ["object", "null"])

    static let parallelism: Value = [
        "type": ["integer", "null"], "minimum": 1,
        "description": "How many steps may run at once through the connection.",
    ]

    static let move = Terms.section(
        [
            "from": Terms.fixedText.described("The address that the resource had."),
            "to": Terms.fixedText.described("The address that it has now."),
        ], required: ["from", "to"])

    static let removal = Terms.section(
        [
            "from": Terms.fixedText.described("The address that leaves the stack."),
            "destroy": Terms.fixedTruth.described("Whether its object is deleted; true when missing."),
        ], required: ["from"])

    static let importing = Terms.section(
        [
            "to": ["type": "string", "description": "The address that the object gets."],
            "id": ["type": "string", "description": "The object's own id."],
            "for_each": forEach,
        ], required: ["to", "id"])

    static func state(backends: [String]) -> Value {
        [
            "type": "object", "required": ["backend"],
            "properties": [
                "backend": .object(["enum": .tuple(backends.map(Value.string))])
                    .described("Where the state is kept.")
            ],
        ]
    }
}

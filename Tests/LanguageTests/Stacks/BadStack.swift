import Testing

/// A stack that is wrong, and what must be said of it: code, place, and a phrase of the detail or hint.
///
/// The entries stand below `martlet: 1` and `name: demo`, so the first of them is on line 3.
struct BadStack: Sendable, CustomTestStringConvertible {
    let entries: String
    let code: String
    let place: String
    let phrase: String
    let isWhole: Bool

    init(_ entries: String, _ code: String, _ place: String, _ phrase: String, isWhole: Bool = false) {
        self.entries = entries
        self.code = code
        self.place = place
        self.phrase = phrase
        self.isWhole = isWhole
    }

    var testDescription: String { "\(code) \(place) \(phrase)" }

    var stack: MemoryStack { isWhole ? MemoryStack(entries) : .of(entries, ["m/module.yaml": "martlet: 1\n"]) }
}

/// Files that are not even the shape of a stack.
let misshapenStacks: [BadStack] = [
    BadStack("name: x\n", "L022", "1:1", "Begin the file with `martlet: 1`", isWhole: true),
    BadStack("martlet: 1\n", "L022", "1:1", "Add `name:`", isWhole: true),
    BadStack("martlet: 2\nname: x\n", "L024", "1:10", "reads version 1", isWhole: true),
    BadStack("- martlet\n", "L021", "1:1", "this is a list", isWhole: true),
    BadStack("martlet: 1\nname: Bad Name\n", "L023", "2:7", "cannot name a stack", isWhole: true),
    BadStack("martlet: 1\nname: [x]\n", "L021", "2:7", "`name` of `stack.yaml` must be text", isWhole: true),
    BadStack("resorces: {}\n", "L020", "3:1", "Did you mean `resources`?"),
    BadStack("resource: {}\n", "L020", "3:1", "Did you mean `resources`?"),
    BadStack("terraform: {}\n", "L020", "3:1", "Use `martlet: 1`"),
    BadStack("resources: [a]\n", "L021", "3:12", "must be a mapping; this is a list"),
    BadStack("resources: {1a: {type: core.data}}\n", "L023", "3:13", "`1a` under `resources` is not a name"),
    BadStack("resources: {a.b: {type: core.data}}\n", "L023", "3:13", "is not a name"),
    BadStack("resources: {a: {}}\n", "L022", "3:16", "lacks the key `type`"),
    BadStack("resources: {a: core.data}\n", "L021", "3:16", "this is a text"),
    BadStack("resources: {a: {type: core.data, count: 2}}\n", "L020", "3:34", "There is no `count`"),
    BadStack("resources: {a: {type: core.data, bodi: {}}}\n", "L020", "3:34", "Did you mean `body`?"),
    BadStack("resources: {a: {type: core.data, location: x}}\n", "L020", "3:34", "stand under `body`"),
    BadStack("resources: {a: {type: [core.data]}}\n", "L021", "3:23", "must be text"),
    BadStack("resources: {a: {type: \"${var.x}\"}}\n", "L021", "3:23", "cannot hold an expression"),
    BadStack(
        "resources: {a: {type: core.data, lifecycle: {prevent_destory: true}}}\n", "L020", "3:46",
        "Did you mean `prevent_destroy`?"),
    BadStack("resources: {a: {type: core.data, depends_on: resource.b}}\n", "L021", "3:46", "must be a list"),
    BadStack(
        "resources: {a: {type: core.data, precondition: [{condition: true}]}}\n", "L022", "3:49",
        "lacks the key `message`"),
    BadStack("data: {a: {type: core.file, lifecycle: {}}}\n", "L029", "3:40", "it is only read"),
    BadStack("variables: {a: {type: strin}}\n", "L109", "3:23", "Did you mean `string`?"),
    BadStack("variables: {a: {type: list(}}\n", "L109", "3:28", "A type is missing here"),
    BadStack("variables: {a: {typ: string}}\n", "L020", "3:17", "Did you mean `type`?"),
    BadStack("variables: {a: {sensitive: 1}}\n", "L021", "3:28", "must be `true` or `false`"),
    BadStack("outputs: {a: \"${1}\"}\n", "L021", "3:14", "Write `a: {value: …}`"),
    BadStack("outputs: {a: {description: x}}\n", "L022", "3:14", "lacks the key `value`"),
    BadStack("modules: {m: {}}\n", "L022", "3:14", "Add `source:`"),
    BadStack("modules: {m: {source: m, variables: {}}}\n", "L020", "3:26", "Did you mean `inputs`?"),
    BadStack("moved: [{from: a}]\n", "L022", "3:9", "lacks the key `to`"),
    BadStack("moved: [{from: a, to: \"a b\"}]\n", "L026", "3:23", "is not the address of a resource"),
    BadStack("moved: [{from: a, to: a}]\n", "L059", "3:9", "are the same address"),
    BadStack("state: {backend: sqlit}\n", "L021", "3:18", "Did you mean `sqlite`?"),
    BadStack("state: {}\n", "L022", "3:8", "lacks the key `backend`"),
    BadStack("providers: {azure: {provider: \"${var.x}\"}}\n", "L021", "3:31", "cannot depend on expressions"),
    BadStack("providers: {azure: {parallelism: 0}}\n", "L021", "3:34", "at least 1; it is 0."),
    BadStack("providers: {azure: {parallelism: 2.5}}\n", "L021", "3:34", "it is 2.5."),
    BadStack("providers: {azure: {parallelism: \"${var.x}\"}}\n", "L021", "3:34", "cannot depend on expressions"),
    BadStack("providers: {azure: {parallelism: [1]}}\n", "L021", "3:34", "it is a list."),
    BadStack("checks: {c: {body: {}}}\n", "L022", "3:13", "lacks the key `type`"),
    BadStack("checks: {c: {type: core.dat}}\n", "L033", "3:20", "Did you mean `core.data`?"),
    BadStack("checks: {c: {type: core.data, timeout: soon}}\n", "L025", "3:40", "it is \"soon\""),
    BadStack("checks: {c: {type: core.data, timeout: 5}}\n", "L025", "3:40", "it is 5."),
    BadStack("locals: {a: !Ref x}\n", "L008", "3:13", "The tag `!Ref`"),
]

/// Stacks whose names lead nowhere.
let disconnectedStacks: [BadStack] = [
    BadStack(
        "variables: {nodes: {default: 1}}\nlocals: {a: \"${var.node}\"}\n", "L030", "4:16", "Did you mean `var.nodes`?"),
    BadStack("locals: {a: \"x ${local.b} y\"}\n", "L030", "3:18", "There is no local `b`"),
    BadStack("locals:\n  a: |\n    one\n    two ${resource.gone.id}\n", "L030", "6:11", "There is no resource `gone`"),
    BadStack("locals: {a: \"${data.x}\"}\n", "L030", "3:16", "There is no data source `x`"),
    BadStack("locals: {a: \"${module.m.x}\"}\n", "L030", "3:16", "There is no module `m`"),
    BadStack("locals: {a: \"${stack.nme}\"}\n", "L030", "3:16", "Did you mean `stack.name`?"),
    BadStack("locals: {a: \"${path.here}\"}\n", "L030", "3:16", "`path.module`"),
    BadStack("locals: {a: \"${var}\"}\n", "L030", "3:16", "needs a name"),
    BadStack("locals: {a: \"${each.key}\"}\n", "L031", "3:16", "where the same entry has a `for_each`"),
    BadStack("locals: {a: \"${self.id}\"}\n", "L031", "3:16", "only in `postcondition`"),
    BadStack(
        "resources: {a: {type: core.data, for_each: [x], body: \"${each.kye}\"}}\n", "L030", "3:58",
        "Did you mean `each.key`?"),
    BadStack("variables: {a: {default: 1}, b: {default: \"${var.a}\"}}\n", "L031", "3:46", "Only constants"),
    BadStack("locals: {a: \"${nosuch.x}\"}\n", "L103", "3:16", "nosuch"),
    BadStack("locals: {a: \"${uper(1)}\"}\n", "L104", "3:16", "uper"),
    BadStack("locals: {a: \"${1 +}\"}\n", "L101", "3:19", "was not expected"),
    BadStack("locals: {a: \"${local.a}\"}\n", "L032", "3:16", "refers to itself"),
    BadStack("locals: {a: \"${local.b}\", b: \"${local.c}\", c: \"${local.a}\"}\n", "L032", "3:", "in a circle"),
    BadStack(
        "resources: {a: {type: core.data, depends_on: [resource.b]}, b: {type: core.data, body: \"${resource.a}\"}}\n",
        "L032", "3:", "`resource.a` refers to `resource.b` at stack.yaml:3:47"),
    BadStack(
        "resources: {a: {type: core.data, depends_on: [b]}, b: {type: core.data}}\n", "L028", "3:47",
        "Did you mean `resource.b`?"),
    BadStack("resources: {a: {type: core.data, depends_on: [\"${1}\"]}}\n", "L028", "3:47", "is not a reference"),
    BadStack("resources: {a: {type: core.dat}}\n", "L033", "3:23", "Did you mean `core.data`?"),
    BadStack("resources: {a: {type: core.data, provider: west}}\n", "L034", "3:44", "There is no connection `west`"),
    BadStack(
        "providers: {azure: {}}\nresources: {a: {type: core.data, provider: azure}}\n", "L034", "4:44",
        "belongs to `core`"),
    BadStack("modules: {m: {source: m, providers: {azure: west}}}\n", "L034", "3:38", "uses no connection `azure`"),
    BadStack("modules: {m: {source: gone}}\n", "L012", "3:23", "it does not exist"),
    BadStack("modules: {m: {source: \"https://example.com/m\"}}\n", "L039", "3:23", "put `git::` before it"),
    BadStack("modules: {m: {source: \"oci://example.com/m\"}}\n", "L039", "3:23", "neither a folder nor an archive"),
    BadStack("modules: {m: {source: github.com/o/r}}\n", "L039", "3:23", "`git::https://github.com/o/r?ref=TAG`"),
    BadStack("modules: {m: {source: \"git::example.com/m\"}}\n", "L039", "3:23", "not the URL of a repository"),
    BadStack("modules: {m: {source: \"git::https://h/m.git?tag=1\"}}\n", "L039", "3:23", "Only `?ref=` can follow"),
    BadStack("modules: {m: {source: \"git::https://h/m.git?ref=--x\"}}\n", "L039", "3:23", "cannot name a commit"),
    BadStack("modules: {m: {source: \"https://u:p@h/m.zip\"}}\n", "L072", "3:23", "a user name or a password"),
    BadStack("modules: {m: {source: \"http://h/m.zip\"}}\n", "L072", "3:23", "fetched in clear"),
    BadStack("modules: {m: {source: \"https://h/m.zip//../x\"}}\n", "L070", "3:23", "not a folder inside"),
    BadStack("modules: {m: {source: m, sha256: abc}}\n", "L029", "3:34", "is for archives"),
    BadStack("modules: {m: {source: \"https://h/m.zip\", sha256: abc}}\n", "L071", "3:50", "not a SHA-256"),
    BadStack("modules: {m: {source: \"https://h/m.zip\"}}\n", "L068", "3:23", "not in `martlet.lock`"),
    BadStack("modules: {m: {source: .}}\n", "L036", "3:23", "leads back"),
    BadStack("variables: {a: {type: string}}\n", "L042", "3:13", "--var a="),
    BadStack("variables: {a: {type: number, default: x}}\n", "L043", "3:40", "does not fit its type `number`"),
    BadStack(
        "variables: {a: {default: 1, validation: {condition: \"${var.a > 1}\", message: too small}}}\n", "L044", "3:53",
        "too small"),
]

/// Stacks that make sense until they are evaluated.
let unfitStacks: [BadStack] = [
    BadStack("resources: {a: {type: core.data, for_each: 3}}\n", "L050", "3:44", "it is 3"),
    BadStack("resources: {a: {type: core.data, for_each: [x, x]}}\n", "L050", "3:44", "stands twice"),
    BadStack("resources: {a: {type: core.data, for_each: [{k: v}]}}\n", "L050", "3:44", "For a list of mappings"),
    BadStack("resources: {a: {type: core.data, for_each: [1.5]}}\n", "L050", "3:44", "not a whole number"),
    BadStack(
        "resources: {b: {type: core.data}, a: {type: core.data, for_each: [\"${resource.b.id}\"]}}\n", "L051", "3:66",
        "not known before apply"),
    BadStack(
        "variables: {s: {default: [a], sensitive: true}}\nresources: {a: {type: core.data, for_each: \"${var.s}\"}}\n",
        "L052", "4:44", "nonsensitive"),
    BadStack("resources: {a: {type: core.data, when: maybe}}\n", "L053", "3:40", "must be true or false"),
    BadStack(
        "resources: {b: {type: core.data}, a: {type: core.data, when: '${resource.b.id == \"x\"}'}}\n", "L053", "3:62",
        "not known before apply"),
    BadStack("resources: {a: {type: core.data, timeouts: {create: 60}}}\n", "L025", "3:53", "`1h30m`"),
    BadStack(
        "resources: {a: {type: core.data, lifecycle: {prevent_destroy: maybe}}}\n", "L054", "3:63",
        "must be true or false"),
    BadStack(
        "resources: {a: {type: core.data, lifecycle: {ignore_changes: [\"a b\"]}}}\n", "L027", "3:62",
        "not the path of a field"),
    BadStack(
        "resources: {a: {type: core.data, precondition: {condition: false, message: not now}}}\n", "L055", "3:60",
        "not now"),
    BadStack(
        "resources: {a: {type: core.data, body: {x: 1}, postcondition: {condition: \"${self.x == 2}\", message: must be 2}}}\n",
        "L056", "3:75", "must be 2"),
    BadStack("locals: {a: {\"${null}\": 1}}\n", "L057", "3:17", "A key must be text"),
    BadStack("locals: {k: x, a: {x: 1, \"${local.k}\": 2}}\n", "L002", "3:29", "becomes `x`"),
    BadStack(
        "variables: {s: {default: a, sensitive: true}}\noutputs: {o: {value: \"${var.s}\"}}\n", "L058", "4:22",
        "sensitive: true"),
    BadStack(
        "resources: {a: {type: core.data, for_each: [x]}, b: {type: core.data, body: {y: \"${resource.a.id}\"}}}\n",
        "L030", "3:84", "choose an instance first"),
    BadStack(
        "resources: {a: {type: core.data, for_each: [east]}, b: {type: core.data, body: {y: '${resource.a[\"eats\"].id}'}}}\n",
        "L030", "3:87", "Did you mean `resource.a[\"east\"]`?"),
    BadStack("imports: [{to: gone, id: x}]\n", "L030", "3:16", "no resource `gone`"),
    BadStack(
        "resources: {a: {type: core.data}}\nimports: [{to: a, id: \"${resource.a.id}\"}]\n", "L057", "4:23",
        "must be text"),
    BadStack("locals: {a: \"${1 + true}\"}\n", "L120", "3:", ""),
]

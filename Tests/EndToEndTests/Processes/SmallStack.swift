/// A stack of a few seconds of the sandbox's time: `b` lies in `a`, `c` refers to `b`, `z` stands alone.
///
/// Objects are named `demo-a` to `demo-z`.
enum SmallStack {
    static let files = ["stack.yaml": text(["a", "b", "c", "z"])]

    /// The stack with only the resources of those names.
    static func text(_ names: [String]) -> String {
        (["martlet: 1", "name: small", "variables: {size: {type: string, default: small}}", "resources:"]
            + names.compactMap { resources[$0] }).joined(separator: "\n") + "\n"
    }

    private static let resources = [
        "a": """
          a:
            type: azure.resource_group
            body: {name: demo-a, location: westeurope, tags: {size: "${var.size}"}}
        """,
        "b": """
          b:
            type: azure.virtual_network
            body:
              parent: "${resource.a.id}"
              name: demo-b
              location: westeurope
              properties: {addressSpace: {addressPrefixes: [10.0.0.0/16]}}
        """,
        "c": """
          c:
            type: azure.resource_group
            body: {name: demo-c, location: westeurope, tags: {network: "${resource.b.id}", size: "${var.size}"}}
        """,
        "z": "  z: {type: azure.resource_group, body: {name: demo-z, location: westeurope}}",
    ]

    /// A fault rule: `b` is taken, and then fails.
    static let failure =
        #"{"match":{"method":"PUT","path":"*/virtualNetworks/*"},"action":"fail_operation","code":"Conflict"}"#

    /// A fault rule: `b` is made, and the answer comes an hour late.
    static let delay = #"{"match":{"method":"PUT","path":"*/virtualNetworks/*"},"action":"delay","seconds":3000}"#
}

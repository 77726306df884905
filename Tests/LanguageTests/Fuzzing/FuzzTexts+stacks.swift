extension FuzzTexts {
    static let stacks = [
        """
        martlet: 1
        name: demo
        description: Everything at once
        state: {backend: sqlite, path: x.db}
        variables:
          nodes: {type: number, default: 3, validation: [{condition: "${var.nodes >= 1}", message: at least 1}]}
          secret: {type: string, default: canary-5d1f0c, sensitive: true}
          zones: {type: list(string), default: [a, b], nullable: false, description: Zones}
          old: {type: "object({a = string, b = optional(number, 3)})", default: {a: x}, deprecated: Use nodes.}
        locals:
          prefix: "mart${substr(sha256(stack.name), 0, 6)}"
          names: '${[for z in var.zones : "${local.prefix}-${z}"]}'
          text: |
            line ${var.nodes}
            %{ for z in var.zones ~}
            ${z}
            %{ endfor ~}
        providers:
          kubernetes: {kubeconfig: "${resource.cluster.id}"}
          west: {provider: azure, subscription_id: x}
        resources:
          group: {type: core.data, body: {input: "${local.prefix}-rg", location: westeurope}}
          cluster:
            type: core.data
            body: {parent: "${resource.group.id}", name: "${local.names[0]}", secret: "${var.secret}"}
            lifecycle: {prevent_destroy: "${var.nodes > 5}", ignore_changes: [name, "tags[\\"a\\"]", "list[0].x"], replace_triggered_by: [resource.group]}
            timeouts: {create: 1h30m, delete: 60s}
            precondition: [{condition: "${length(local.names) > 0}", message: "none in ${local.prefix}"}]
            postcondition: {condition: "${self.name != \\"\\"}", message: no name}
          each:
            type: core.data
            for_each: {a: {size: 1}, b: {size: 2}}
            when: "${var.nodes > 0}"
            depends_on: [resource.group, data.seen, module.m]
            body: {input: "${each.key}-${each.value.size}"}
          listed: {type: core.data, for_each: "${var.zones}", body: {input: "${resource.each[\\"a\\"].id}", k: "${each.value}"}}
        data:
          seen: {type: core.file, body: {path: "${path.module}/x"}}
        modules:
          m: {source: m, inputs: {v: "${resource.group.id}"}}
          many: {source: ./m, for_each: [x, y], inputs: {v: "${each.key}"}, depends_on: [resource.group]}
        outputs:
          all: {value: "${resource.listed[*]}", description: All of them}
          secret: {value: "${var.secret}", sensitive: true}
          inner: {value: "${module.many[\\"x\\"].o} ${module.m.o}"}
        checks:
          alive: {type: core.http, body: {url: "http://${local.prefix}"}, assert: [{condition: "${self.status == 200}", message: dead}], blocking: true, timeout: 10s}
        moved: [{from: old_group, to: group}, {from: 'x["a"]', to: 'each["a"]'}]
        imports: [{to: group, id: some-id}, {to: 'each["${each.key}"]', id: "${each.value}", for_each: {a: "1"}}]
        removed: [{from: gone, destroy: false}]

        """,
        """
        martlet: 1
        name: small
        locals: {a: "${local.b + 1}", b: 2, c: {x: [1, "${local.a}"], "${stack.name}": y}}
        resources:
          one: &one {type: core.data, body: {input: "${local.c}"}}
          two:
            <<: *one
            when: "${local.a == 3}"
          three: {type: core.data, depends_on: [resource.one], body: {input: "${try(resource.two.id, null)}"}}

        """,
        """
        martlet: 1
        variables: {v: {type: any, default: 1}, w: {type: map(string), default: {}}}
        locals: {doubled: "${[var.v, var.v]}"}
        resources:
          inner: {type: core.data, for_each: "${var.w}", body: {input: "${each.value}"}}
          other: {type: core.data, body: {input: "${local.doubled}"}}
        outputs: {o: {value: "${resource.other.id}"}, p: {value: "${[for k, r in resource.inner : r.id]}"}}

        """,
    ]
}

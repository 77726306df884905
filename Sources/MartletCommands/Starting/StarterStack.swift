import ArgumentParser

/// A small good stack to begin with: `martlet init --template NAME`.
enum StarterStack: String, ExpressibleByArgument, CaseIterable, Sendable {
    case minimal
    case kubernetes
    case azure

    /// The files by name, in byte order, for a stack of the given name.
    func files(name: String) -> [(name: String, text: String)] {
        [
            (".gitignore", ".martlet/\n"),
            ("scenarios.yaml", scenarios),
            ("stack.yaml", stack.replacing("NAME", with: name)),
        ]
    }

    private var stack: String {
        switch self {
        case .minimal: Self.minimalStack
        case .kubernetes: Self.kubernetesStack
        case .azure: Self.azureStack
        }
    }

    private var scenarios: String {
        switch self {
        case .minimal: Self.scenarios("greeting: Hello from the test")
        case .kubernetes: Self.scenarios("replicas: 1")
        case .azure: Self.scenarios("replication: Standard_LRS")
        }
    }

    private static func scenarios(_ variables: String) -> String {
        """
        # Named sets of variables: `martlet plan --scenario small`.
        martlet: 1
        scenarios:
          small:
            variables: {\(variables)}

        """
    }

    private static let minimalStack = """
        # `martlet plan --sandbox` shows what this stack would do, `martlet apply --sandbox` does it.
        martlet: 1
        name: NAME

        variables:
          greeting:
            type: string
            description: What the note says.
            default: Hello
            validation:
              - {condition: '${var.greeting != ""}', message: greeting must not be empty.}

        resources:
          # `core.data` holds a value and makes nothing anywhere: replace it by what you need.
          note:
            type: core.data
            body: {input: "${var.greeting}, ${stack.environment}"}

        outputs:
          note: {value: "${resource.note.output}", description: What was noted.}

        """

    private static let kubernetesStack = """
        # A namespace with a web server in it. `martlet plan` asks the cluster of your current kubectl context.
        martlet: 1
        name: NAME

        variables:
          context:
            type: string
            description: The context of the kubeconfig; its current one when null.
            default: null
          replicas:
            type: number
            description: How many pods.
            default: 2
            validation:
              - {condition: "${var.replicas >= 1}", message: replicas must be at least 1.}

        locals:
          labels: {app.kubernetes.io/name: web, app.kubernetes.io/part-of: "${stack.name}"}

        providers:
          kubernetes: {context: "${var.context}"}

        resources:
          namespace:
            type: kubernetes.object
            body:
              apiVersion: v1
              kind: Namespace
              metadata: {name: "${stack.name}-${stack.environment}", labels: "${local.labels}"}
          web:
            type: kubernetes.object
            body:
              apiVersion: apps/v1
              kind: Deployment
              metadata: {name: web, namespace: "${resource.namespace.metadata.name}", labels: "${local.labels}"}
              spec:
                replicas: "${var.replicas}"
                selector: {matchLabels: {app.kubernetes.io/name: web}}
                template:
                  metadata: {labels: "${local.labels}"}
                  spec:
                    securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
                    containers:
                      - name: web
                        image: nginxinc/nginx-unprivileged:1.27
                        ports: [{containerPort: 8080, protocol: TCP}]
                        resources: {requests: {cpu: 50m, memory: 64Mi}, limits: {memory: 128Mi}}
                        securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
          service:
            type: kubernetes.object
            body:
              apiVersion: v1
              kind: Service
              metadata: {name: web, namespace: "${resource.namespace.metadata.name}", labels: "${local.labels}"}
              spec:
                selector: {app.kubernetes.io/name: web}
                ports: [{port: 80, targetPort: 8080, protocol: TCP}]

        outputs:
          address: {value: "web.${resource.namespace.metadata.name}.svc", description: The name inside the cluster.}

        """

    private static let azureStack = """
        # A resource group with a storage account. `martlet plan --sandbox` shows it without an Azure account.
        martlet: 1
        name: NAME

        variables:
          subscription:
            type: string
            description: The Azure subscription.
            default: 00000000-0000-0000-0000-000000000000
          location:
            type: string
            description: The Azure region of everything.
            default: westeurope
          replication:
            type: string
            description: How the storage account is replicated.
            default: Standard_ZRS
            validation:
              - condition: '${contains(["Standard_LRS", "Standard_ZRS", "Standard_GRS"], var.replication)}'
                message: replication must be Standard_LRS, Standard_ZRS or Standard_GRS.

        locals:
          # Names of storage accounts are taken world-wide: this one belongs to the stack, environment and subscription.
          unique: '${substr(sha256("${stack.name}/${stack.environment}/${var.subscription}"), 0, 10)}'
          tags: {stack: "${stack.name}", environment: "${stack.environment}"}

        providers:
          azure: {subscription_id: "${var.subscription}"}

        resources:
          group:
            type: azure.resource_group
            body:
              name: "${stack.name}-${stack.environment}-rg"
              location: "${var.location}"
              tags: "${local.tags}"
          storage:
            type: azure.storage_account
            body:
              parent: "${resource.group.id}"
              name: "st${local.unique}"
              location: "${var.location}"
              tags: "${local.tags}"
              kind: StorageV2
              sku: {name: "${var.replication}"}
              properties:
                minimumTlsVersion: TLS1_2
                supportsHttpsTrafficOnly: true
                allowBlobPublicAccess: false
          files:
            type: azure.blob_container
            body:
              parent: "${resource.storage.id}"
              name: files
              properties: {publicAccess: None}

        outputs:
          storage_account: {value: "${resource.storage.name}", description: The storage account's name.}

        """
}

extension StarterStack {
    /// A name for the stack from its folder's: lower-case letters, digits and `-`.
    static func name(folder: String) -> String {
        let last = folder.split(separator: "/").last.map(String.init) ?? ""
        var name = ""
        for character in last.lowercased() {
            let isPlain = character.isASCII && (character.isLetter || character.isNumber)
            if isPlain { name.append(character) } else if !name.isEmpty, !name.hasSuffix("-") { name.append("-") }
        }
        name = String(name.prefix(40))
        while name.hasSuffix("-") { name.removeLast() }
        return name.isEmpty || name.first?.isNumber == true ? "my-stack" : name
    }
}

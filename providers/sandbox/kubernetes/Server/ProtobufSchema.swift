internal import MartletModel

/// The messages that kubectl's `create` commands send, as field numbers of the API's `.proto` files
/// (k8s.io/api/*/v1/generated.proto).
///
/// One message a line: `Name: 1 field type, …`. Types are `string`, `bytes` (Base64), `int` and `bool` (left out when zero,
/// as JSON's `omitempty` does), `int!` and `bool!` (kept), `intstr`, `quantity`, another message, `[T]` and `{T}`.
struct ProtobufSchema: Sendable {
    struct Field: Sendable {
        let number: Int
        let name: String
        let type: Substring
    }

    private let messages: [Substring: [Field]]

    static let known = ProtobufSchema()

    private init() {
        var messages: [Substring: [Field]] = [:]
        for line in Self.text.split(separator: "\n") {
            guard let colon = line.firstIndex(of: ":") else { continue }
            messages[line[..<colon]] = line[line.index(after: colon)...].split(separator: ",").compactMap { part in
                let words = part.split(separator: " ")
                guard words.count == 3, let number = Int(words[0]) else { return nil }
                return Field(number: number, name: String(words[1]), type: words[2])
            }
        }
        self.messages = messages
    }

    /// The object in `message`; nil when messages of this kind are not known.
    func object(_ kind: String, _ message: ProtobufMessage) -> Value? {
        messages[Substring(kind)].map { .object(Fields($0.compactMap { field($0, in: message) })) }
    }

    private func field(_ field: Field, in message: ProtobufMessage) -> Fields.Field? {
        let all = message.all(field.number)
        guard !all.isEmpty else { return nil }
        var type = field.type
        if type.hasPrefix("[") {
            type = type.dropFirst().dropLast()
            return Fields.Field(field.name, .tuple(all.compactMap { value($0, type) }))
        }
        if type.hasPrefix("{") {
            type = type.dropFirst().dropLast()
            let entries = all.compactMap { ProtobufMessage($0.bytes[...]) }.map { entry in
                Fields.Field(entry.text(1) ?? "", entry.all(2).last.flatMap { value($0, type) } ?? "")
            }
            return Fields.Field(field.name, .object(Fields(entries)))
        }
        let isKept = type.hasSuffix("!")
        guard let last = all.last, let value = value(last, isKept ? type.dropLast() : type) else { return nil }
        let isZero = value == "" || value == 0 || value == false
        return isZero && !isKept ? nil : Fields.Field(field.name, value)
    }

    private func value(_ field: ProtobufMessage.Field, _ type: Substring) -> Value? {
        switch type {
        case "string": return .string(field.text)
        case "bytes": return .string(Base64.encode(field.bytes))
        case "int": return .int(field.integer)
        case "bool": return .bool(field.integer != 0)
        case "quantity": return ProtobufMessage(field.bytes[...])?.text(1).map { .string($0) }
        case "intstr":
            guard let message = ProtobufMessage(field.bytes[...]) else { return nil }
            return message.all(1).last?.integer == 1
                ? message.text(3).map { .string($0) } : .int(message.all(2).last?.integer ?? 0)
        default: return ProtobufMessage(field.bytes[...]).flatMap { object(String(type), $0) }
        }
    }

    private static let text = """
        Meta: 1 name string, 2 generateName string, 3 namespace string, 11 labels {string}, 12 annotations {string}
        Selector: 1 matchLabels {string}
        Namespace: 1 metadata Meta
        ServiceAccount: 1 metadata Meta
        SelfSubjectReview: 1 metadata Meta
        TokenRequest: 1 metadata Meta
        ConfigMap: 1 metadata Meta, 2 data {string}, 3 binaryData {bytes}
        Secret: 1 metadata Meta, 2 data {bytes}, 3 type string, 4 stringData {string}
        Attributes: 1 namespace string, 2 verb string, 3 group string, 4 version string, 5 resource string, 6 subresource string, 7 name string
        ReviewSpec: 1 resourceAttributes Attributes
        SelfSubjectAccessReview: 1 metadata Meta, 2 spec ReviewSpec
        RulesReviewSpec: 1 namespace string
        SelfSubjectRulesReview: 1 metadata Meta, 2 spec RulesReviewSpec
        EnvVar: 1 name string, 2 value string
        ContainerPort: 1 name string, 2 hostPort int, 3 containerPort int, 4 protocol string
        Resources: 1 limits {quantity}, 2 requests {quantity}
        Container: 1 name string, 2 image string, 3 command [string], 4 args [string], 5 workingDir string, 6 ports [ContainerPort], 7 env [EnvVar], 8 resources Resources, 14 imagePullPolicy string
        PodSpec: 2 containers [Container], 3 restartPolicy string, 6 dnsPolicy string, 7 nodeSelector {string}, 8 serviceAccountName string
        PodTemplate: 1 metadata Meta, 2 spec PodSpec
        DeploymentSpec: 1 replicas int!, 2 selector Selector, 3 template PodTemplate
        Deployment: 1 metadata Meta, 2 spec DeploymentSpec
        JobSpec: 1 parallelism int!, 2 completions int!, 4 selector Selector, 6 template PodTemplate, 7 backoffLimit int!
        Job: 1 metadata Meta, 2 spec JobSpec
        JobTemplate: 1 metadata Meta, 2 spec JobSpec
        CronJobSpec: 1 schedule string, 3 concurrencyPolicy string, 4 suspend bool!, 5 jobTemplate JobTemplate
        CronJob: 1 metadata Meta, 2 spec CronJobSpec
        ServicePort: 1 name string, 2 protocol string, 3 port int, 4 targetPort intstr, 5 nodePort int
        ServiceSpec: 1 ports [ServicePort], 2 selector {string}, 3 clusterIP string, 4 type string, 10 externalName string
        Service: 1 metadata Meta, 2 spec ServiceSpec
        PolicyRule: 1 verbs [string], 2 apiGroups [string], 3 resources [string], 4 resourceNames [string], 5 nonResourceURLs [string]
        Role: 1 metadata Meta, 2 rules [PolicyRule]
        ClusterRole: 1 metadata Meta, 2 rules [PolicyRule]
        Subject: 1 kind string, 2 apiGroup string, 3 name string, 4 namespace string
        RoleRef: 1 apiGroup string, 2 kind string, 3 name string
        RoleBinding: 1 metadata Meta, 2 subjects [Subject], 3 roleRef RoleRef
        ClusterRoleBinding: 1 metadata Meta, 2 subjects [Subject], 3 roleRef RoleRef
        PriorityClass: 1 metadata Meta, 2 value int!, 3 globalDefault bool, 4 description string, 5 preemptionPolicy string
        QuotaSpec: 1 hard {quantity}, 2 scopes [string]
        ResourceQuota: 1 metadata Meta, 2 spec QuotaSpec
        BudgetSpec: 1 minAvailable intstr, 2 selector Selector, 3 maxUnavailable intstr
        PodDisruptionBudget: 1 metadata Meta, 2 spec BudgetSpec
        """
}

internal import MartletModel

/// cert-manager's behaviour, once its deployments are available: certificate authorities in webhook configurations,
/// issuers and certificates that get ready (https://cert-manager.io/docs/concepts/).
extension ClusterSession {
    private static let injectionDelay = Duration.seconds(3)
    private static let issuingDelay = Duration.seconds(2)
    private static let admission = "admissionregistration.k8s.io"
    private static let configurations = [
        "\(admission)/mutatingwebhookconfigurations", "\(admission)/validatingwebhookconfigurations",
    ]

    /// A deployment of cert-manager became available: what waits for it looks again.
    mutating func announceCertManager(_ deployment: Value) {
        guard deployment.name.contains("cert-manager") else { return }
        for collection in Self.configurations {
            for configuration in list(collection) where Self.authority(of: configuration) != nil {
                wake(collection, configuration, after: Self.injectionDelay)
            }
        }
        for collection in ["cert-manager.io/issuers", "cert-manager.io/clusterissuers", "cert-manager.io/certificates"]
        {
            for object in list(collection) { unsettled.append(key(collection, of: object)) }
        }
    }

    /// Whether a deployment of cert-manager with this end of its name is available.
    private func isRunning(_ ending: String) -> Bool {
        list("apps/deployments").contains { deployment in
            deployment.name.contains("cert-manager") && deployment.name.hasSuffix(ending)
                && CustomResourceDefinition.condition("Available", of: deployment) == "True"
        }
    }

    // MARK: Webhook configurations

    /// The Secret that a configuration wants its authority from.
    private static func authority(of configuration: Value) -> String? {
        for name in ["inject-ca-from-secret", "inject-ca-from"] {
            if let place = configuration.annotations["cert-manager.io/\(name)"]?.stringValue { return place }
        }
        return nil
    }

    mutating func injectAuthority(into configuration: Value, collection: String) {
        guard let place = Self.authority(of: configuration), isRunning("cainjector"), isRunning("webhook") else {
            return
        }
        let parts = place.split(separator: "/").map(String.init)
        guard parts.count == 2, let bundle = authority(namespace: parts[0], name: parts[1]) else { return }
        var object = configuration
        object.editEach("webhooks") { webhook in
            if webhook.at("clientConfig", "service") != nil { webhook.set(bundle, "clientConfig", "caBundle") }
        }
        guard object != configuration, let kind = kind(collection: collection) else { return }
        object = ServerSideApply(
            schema: kind.schema, apiVersion: kind.apiVersion, manager: "cainjector", subresource: "", now: now,
            ignored: PathSet()
        ).update(configuration, to: object)
        object.set(.int(configuration.generation + 1), "metadata", "generation")
        store(object, in: collection)
    }

    /// The `ca.crt` of a Secret; the webhook makes its own when it is not there.
    private mutating func authority(namespace: String, name: String) -> Value? {
        if let secret = object("core/secrets", namespace, name) { return secret.at("data", "ca.crt") }
        guard let kind = builtIn("Secret"), let pair = certificate(names: ["cert-manager-webhook-ca"], days: 365) else {
            return nil
        }
        let encoded = Value.string(Base64.encode(Array(pair.certificate.utf8)))
        spawn(
            [
                "data": [
                    "ca.crt": encoded, "tls.crt": encoded,
                    "tls.key": .string(Base64.encode(Array(pair.key.utf8))),
                ],
                "metadata": ["name": .string(name), "namespace": .string(namespace)], "type": "Opaque",
            ], kind: kind, owner: nil, ownerKind: nil)
        return encoded
    }

    // MARK: Issuers

    mutating func reconcileIssuer(_ issuer: Value, collection: String) {
        guard !issuer.isTerminating, isRunning("cert-manager") else { return }
        var object = issuer
        let (status, reason, message) = issuerState(issuer)
        object.set(
            conditions(
                of: issuer, setting: "Ready", status, reason, message,
                extra: ["observedGeneration": .int(issuer.generation)]), "status", "conditions")
        setStatus(object["status"] ?? .null, of: issuer, in: collection)
        guard status == "True", CustomResourceDefinition.condition("Ready", of: issuer) != "True" else { return }
        for certificate in list("cert-manager.io/certificates") {
            unsettled.append(key("cert-manager.io/certificates", of: certificate))
        }
    }

    private func issuerState(_ issuer: Value) -> (status: String, reason: String, message: String) {
        if issuer.at("spec", "acme") != nil {
            return ("True", "ACMEAccountRegistered", "The ACME account was registered with the ACME server")
        }
        guard let secret = issuer.at("spec", "ca", "secretName")?.stringValue else {
            return ("True", "IsReady", issuer.at("spec", "selfSigned") == nil ? "Ready" : "")
        }
        // A ClusterIssuer keeps its secrets beside the controller.
        let namespace = issuer.namespace ?? "cert-manager"
        guard object("core/secrets", namespace, secret) != nil else {
            return ("False", "ErrGetKeyPair", "Error getting keypair for CA issuer: secrets \"\(secret)\" not found")
        }
        return ("True", "KeyPairVerified", "Signing CA verified")
    }

    /// A new Secret may be what a CA issuer waits for.
    mutating func announceSecret() {
        for collection in ["cert-manager.io/issuers", "cert-manager.io/clusterissuers"] {
            for issuer in list(collection) where issuer.at("spec", "ca") != nil {
                unsettled.append(key(collection, of: issuer))
            }
        }
    }

    // MARK: Certificates

    mutating func reconcileCertificate(_ certificate: Value) {
        guard !certificate.isTerminating, isRunning("cert-manager") else { return }
        let ready = (certificate.at("status", "conditions")?.elements ?? []).first {
            $0["type"]?.stringValue == "Ready"
        }
        if ready?["status"]?.stringValue == "True", ready?["observedGeneration"]?.intValue == certificate.generation {
            return
        }
        if CustomResourceDefinition.condition("Issuing", of: certificate) != "True" { return beginIssuing(certificate) }
        let begun = (certificate.at("status", "conditions")?.elements ?? []).first {
            $0["type"]?.stringValue == "Issuing"
        }?[
            "lastTransitionTime"]?.stringValue
        guard isIssuerReady(of: certificate), begun.map({ $0.precedesInBytes(now) }) ?? true else { return }
        issue(certificate)
    }

    private mutating func beginIssuing(_ certificate: Value) {
        let extra: Fields = ["observedGeneration": .int(certificate.generation)]
        var object = certificate
        object.set(
            conditions(
                of: object, setting: "Issuing", "True", "DoesNotExist", "Issuing certificate as Secret does not exist",
                extra: extra), "status", "conditions")
        object.set(
            conditions(
                of: object, setting: "Ready", "False", "DoesNotExist", "Issuing certificate as Secret does not exist",
                extra: extra), "status", "conditions")
        let stored = store(object, in: "cert-manager.io/certificates")
        wake("cert-manager.io/certificates", stored, after: Self.issuingDelay)
    }

    private func isIssuerReady(of certificate: Value) -> Bool {
        let reference = certificate.at("spec", "issuerRef")
        let name = reference?["name"]?.stringValue ?? ""
        let issuer =
            reference?["kind"]?.stringValue == "ClusterIssuer"
            ? object("cert-manager.io/clusterissuers", nil, name)
            : object("cert-manager.io/issuers", certificate.namespace, name)
        return issuer.map { CustomResourceDefinition.condition("Ready", of: $0) == "True" } ?? false
    }

    private mutating func issue(_ certificate: Value) {
        let names = (certificate.at("spec", "dnsNames")?.elements ?? []).compactMap(\.stringValue)
        let common = certificate.at("spec", "commonName")?.stringValue
        guard let pair = self.certificate(names: (common.map { [$0] } ?? []) + names, days: 90) else { return }
        storeSecret(of: certificate, pair)
        let extra: Fields = ["observedGeneration": .int(certificate.generation)]
        var object = certificate
        let others = (certificate.at("status", "conditions")?.elements ?? []).filter {
            $0["type"]?.stringValue != "Issuing"
        }
        object.set(.tuple(others), "status", "conditions")
        object.set(
            conditions(
                of: object, setting: "Ready", "True", "Ready", "Certificate is up to date and has not expired",
                extra: extra),
            "status", "conditions")
        object.set(.string(now), "status", "notBefore")
        object.set(.string(transaction.now.advanced(by: .seconds(90 * 86_400)).seconds), "status", "notAfter")
        object.set(.string(transaction.now.advanced(by: .seconds(60 * 86_400)).seconds), "status", "renewalTime")
        object.set(.int((certificate.at("status", "revision")?.intValue ?? 0) + 1), "status", "revision")
        let stored = store(object, in: "cert-manager.io/certificates")
        report(
            "Normal", "Issuing", "The certificate has been successfully issued", about: stored,
            by: "cert-manager-certificates-issuing")
    }

    private mutating func storeSecret(of certificate: Value, _ pair: CertificatePair) {
        guard let name = certificate.at("spec", "secretName")?.stringValue, let kind = builtIn("Secret") else { return }
        let encoded = Value.string(Base64.encode(Array(pair.certificate.utf8)))
        let data: Value = [
            "ca.crt": encoded, "tls.crt": encoded, "tls.key": .string(Base64.encode(Array(pair.key.utf8))),
        ]
        if let secret = object("core/secrets", certificate.namespace, name) {
            store(secret.setting(data, at: "data"), in: "core/secrets")
            return
        }
        let annotations: Value = [
            "cert-manager.io/certificate-name": .string(certificate.name),
            "cert-manager.io/issuer-kind": certificate.at("spec", "issuerRef", "kind") ?? "Issuer",
            "cert-manager.io/issuer-name": certificate.at("spec", "issuerRef", "name") ?? "",
        ]
        spawn(
            [
                "data": data,
                "metadata": [
                    "annotations": annotations, "labels": ["controller.cert-manager.io/fao": "true"],
                    "name": .string(name), "namespace": .string(certificate.namespace ?? ""),
                ],
                "type": "kubernetes.io/tls",
            ], kind: kind, owner: nil, ownerKind: nil)
    }

    private mutating func certificate(names: [String], days: Int) -> CertificatePair? {
        CertificatePair(
            names: names, serial: transaction.newBytes(16), seed: transaction.newBytes(32), from: transaction.now,
            days: days)
    }
}

extension CertManagerRelease {
    /// The custom resources, with the part of their schemas that people use most.
    static let definitions = [
        definition("Certificate", "certificates", isNamespaced: true, shortNames: "[cert, certs]", spec: certificate),
        definition(
            "CertificateRequest", "certificaterequests", isNamespaced: true, shortNames: "[cr, crs]", spec: request),
        definition("ClusterIssuer", "clusterissuers", isNamespaced: false, shortNames: "[]", spec: issuer),
        definition("Issuer", "issuers", isNamespaced: true, shortNames: "[]", spec: issuer),
    ]

    private static func definition(
        _ kind: String, _ plural: String, isNamespaced: Bool, shortNames: String, spec: String
    ) -> String {
        """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata:
          name: \(plural).cert-manager.io
          labels: {app.kubernetes.io/name: cert-manager}
        spec:
          group: cert-manager.io
          scope: \(isNamespaced ? "Namespaced" : "Cluster")
          names:
            kind: \(kind)
            listKind: \(kind)List
            plural: \(plural)
            singular: \(kind.lowercased())
            shortNames: \(shortNames)
            categories: [cert-manager]
          versions:
          - name: v1
            served: true
            storage: true
            subresources: {status: {}}
            additionalPrinterColumns:
            - {name: Ready, type: string, jsonPath: '.status.conditions[?(@.type=="Ready")].status'}
            - {name: Age, type: date, jsonPath: .metadata.creationTimestamp}
            schema:
              openAPIV3Schema:
                type: object
                required: [spec]
                properties:
                  apiVersion: {type: string}
                  kind: {type: string}
                  metadata: {type: object}
                  spec:
        \(spec)
        \(status)

        """
    }

    private static let status = """
                  status:
                    type: object
                    properties:
                      notAfter: {type: string, format: date-time}
                      notBefore: {type: string, format: date-time}
                      renewalTime: {type: string, format: date-time}
                      revision: {type: integer}
                      certificate: {type: string, format: byte}
                      ca: {type: string, format: byte}
                      conditions:
                        type: array
                        x-kubernetes-list-type: map
                        x-kubernetes-list-map-keys: [type]
                        items:
                          type: object
                          required: [status, type]
                          properties:
                            type: {type: string}
                            status: {type: string, enum: ["True", "False", Unknown]}
                            reason: {type: string}
                            message: {type: string}
                            lastTransitionTime: {type: string, format: date-time}
                            observedGeneration: {type: integer, format: int64}
        """

    private static let issuerReference = """
                      issuerRef:
                        type: object
                        required: [name]
                        properties:
                          group: {type: string}
                          kind: {type: string}
                          name: {type: string}
        """

    private static let certificate = """
                    type: object
                    required: [issuerRef, secretName]
                    properties:
                      commonName: {type: string}
                      dnsNames: {type: array, items: {type: string}}
                      ipAddresses: {type: array, items: {type: string}}
                      uris: {type: array, items: {type: string}}
                      duration: {type: string}
                      renewBefore: {type: string}
                      isCA: {type: boolean}
                      revisionHistoryLimit: {type: integer, format: int32}
                      secretName: {type: string}
                      secretTemplate:
                        type: object
                        properties:
                          annotations: {type: object, additionalProperties: {type: string}}
                          labels: {type: object, additionalProperties: {type: string}}
                      subject:
                        type: object
                        properties:
                          organizations: {type: array, items: {type: string}}
                          organizationalUnits: {type: array, items: {type: string}}
                      privateKey:
                        type: object
                        properties:
                          algorithm: {type: string, enum: [RSA, ECDSA, Ed25519]}
                          encoding: {type: string, enum: [PKCS1, PKCS8]}
                          rotationPolicy: {type: string, enum: [Never, Always]}
                          size: {type: integer}
                      usages: {type: array, items: {type: string}}
        \(issuerReference)
        """

    private static let request = """
                    type: object
                    required: [issuerRef, request]
                    properties:
                      request: {type: string, format: byte}
                      duration: {type: string}
                      isCA: {type: boolean}
                      usages: {type: array, items: {type: string}}
                      username: {type: string}
                      groups: {type: array, items: {type: string}, x-kubernetes-list-type: atomic}
        \(issuerReference)
        """

    private static let issuer = """
                    type: object
                    properties:
                      selfSigned:
                        type: object
                        properties:
                          crlDistributionPoints: {type: array, items: {type: string}}
                      ca:
                        type: object
                        required: [secretName]
                        properties:
                          secretName: {type: string}
                          crlDistributionPoints: {type: array, items: {type: string}}
                      acme:
                        type: object
                        required: [privateKeySecretRef, server]
                        properties:
                          server: {type: string}
                          email: {type: string}
                          privateKeySecretRef:
                            type: object
                            required: [name]
                            properties: {key: {type: string}, name: {type: string}}
                          solvers:
                            type: array
                            items: {type: object, x-kubernetes-preserve-unknown-fields: true}
                      vault: {type: object, x-kubernetes-preserve-unknown-fields: true}
        """
}

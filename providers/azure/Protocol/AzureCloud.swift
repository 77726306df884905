/// One of Microsoft's clouds: where to sign in and where to ask (docs: https://learn.microsoft.com/azure/developer/identity).
package struct AzureCloud: Sendable, Hashable {
    package let name: String
    /// Entra's host.
    package let login: String
    /// Resource Manager, without a trailing slash.
    package let resourceManager: String
    /// What a token for Resource Manager is for.
    package let audience: String
    package let storageSuffix: String
    package let vaultSuffix: String
    package let registrySuffix: String

    package static let `public` = AzureCloud(
        name: "public", login: "login.microsoftonline.com", resourceManager: "https://management.azure.com",
        audience: "https://management.azure.com", storageSuffix: "core.windows.net", vaultSuffix: "vault.azure.net",
        registrySuffix: "azurecr.io"
    )

    package static let government = AzureCloud(
        name: "usgovernment", login: "login.microsoftonline.us",
        resourceManager: "https://management.usgovcloudapi.net", audience: "https://management.usgovcloudapi.net",
        storageSuffix: "core.usgovcloudapi.net", vaultSuffix: "vault.usgovcloudapi.net", registrySuffix: "azurecr.us"
    )

    package static let china = AzureCloud(
        name: "china", login: "login.chinacloudapi.cn", resourceManager: "https://management.chinacloudapi.cn",
        audience: "https://management.chinacloudapi.cn", storageSuffix: "core.chinacloudapi.cn",
        vaultSuffix: "vault.azure.cn", registrySuffix: "azurecr.cn"
    )

    package static let all = [AzureCloud.public, .government, .china]

    /// The cloud of a configured name, by any of the names that `ARM_ENVIRONMENT` takes; nil for an unknown one.
    package init?(named name: String) {
        switch name.lowercased() {
        case "", "public", "global", "azurecloud": self = .public
        case "usgovernment", "usgovernmentl4", "usgovernmentl5", "dod", "azureusgovernment": self = .government
        case "china", "azurechinacloud": self = .china
        default: return nil
        }
    }

    private init(
        name: String, login: String, resourceManager: String, audience: String, storageSuffix: String,
        vaultSuffix: String, registrySuffix: String
    ) {
        self.name = name
        self.login = login
        self.resourceManager = resourceManager
        self.audience = audience
        self.storageSuffix = storageSuffix
        self.vaultSuffix = vaultSuffix
        self.registrySuffix = registrySuffix
    }

    /// The same cloud with Resource Manager elsewhere: a sandbox on loopback, a private endpoint.
    package func with(resourceManager url: String) -> AzureCloud {
        AzureCloud(
            name: name, login: login, resourceManager: url.hasSuffix("/") ? String(url.dropLast()) : url,
            audience: audience, storageSuffix: storageSuffix, vaultSuffix: vaultSuffix, registrySuffix: registrySuffix
        )
    }
}

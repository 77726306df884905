import MartletModel

extension ArmCatalog {
    /// Identities and what they may do (Microsoft.ManagedIdentity 2024-11-30, Microsoft.Authorization 2022-04-01).
    static func identityTypes(_ settings: ArmSettings) -> [ArmType] {
        [
            ArmType("Microsoft.ManagedIdentity/userAssignedIdentities").with {
                $0.needsLocation = true
                $0.patch = .merge
                $0.namePattern = "[A-Za-z0-9][-_A-Za-z0-9]{2,127}"
                $0.hasProvisioningState = false
                $0.behaviour = UserAssignedIdentityBehaviour(settings: settings)
            },
            ArmType("Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials").with {
                $0.patch = .none
                $0.required = ["properties.issuer", "properties.subject", "properties.audiences"]
                $0.namePattern = "[A-Za-z0-9][-_A-Za-z0-9]{2,119}"
                $0.hasProvisioningState = false
                $0.behaviour = FederatedCredentialBehaviour()
            },
            ArmType("Microsoft.Authorization/roleAssignments").with {
                $0.patch = .none
                $0.required = ["properties.roleDefinitionId", "properties.principalId"]
                $0.namePattern = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
                $0.namePatternCode = "InvalidRoleAssignmentId"
                $0.hasProvisioningState = false
                $0.hasSystemData = false
                $0.deleteAnswersBody = true
                $0.behaviour = RoleAssignmentBehaviour(settings: settings)
            },
        ]
    }
}

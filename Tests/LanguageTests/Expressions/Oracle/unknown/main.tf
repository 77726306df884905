# The names of UnknownScope.swift, for `terraform console -plan`.
resource "terraform_data" "source" {}

module "typed" {
  source  = "./typed"
  string  = jsondecode(terraform_data.source.id)
  number  = jsondecode(terraform_data.source.id)
  bool    = jsondecode(terraform_data.source.id)
  list    = jsondecode(terraform_data.source.id)
  numbers = jsondecode(terraform_data.source.id)
  set     = jsondecode(terraform_data.source.id)
  map     = jsondecode(terraform_data.source.id)
  object  = jsondecode(terraform_data.source.id)
  tuple   = jsondecode(terraform_data.source.id)
}

locals {
  any           = jsondecode(terraform_data.source.id)
  string        = module.typed.string
  number        = module.typed.number
  bool          = module.typed.bool
  list          = module.typed.list
  numbers       = module.typed.numbers
  set           = module.typed.set
  map           = module.typed.map
  object        = module.typed.object
  tuple         = module.typed.tuple
  id            = terraform_data.source.id
  prefixed      = "ab-${terraform_data.source.id}"
  secret        = sensitive("pw")
  secretnumber  = sensitive(5)
  secretlist    = sensitive(["a", "b"])
  partsecret    = [sensitive("a"), "b"]
  secretobject  = { a = sensitive(1), b = "x" }
  unknownsecret = sensitive(module.typed.string)
  half          = ["a", module.typed.string, "b"]
  halfobject    = { a = module.typed.number, b = "x" }

  # The same without secrets.
  open_secret        = "pw"
  open_secretnumber  = 5
  open_secretlist    = ["a", "b"]
  open_partsecret    = ["a", "b"]
  open_secretobject  = { a = 1, b = "x" }
  open_unknownsecret = module.typed.string
}

# A value that is not known, as one of each type: an input variable converts it.

variable "string" {
  type = string
}

output "string" {
  value = var.string
}

variable "number" {
  type = number
}

output "number" {
  value = var.number
}

variable "bool" {
  type = bool
}

output "bool" {
  value = var.bool
}

variable "list" {
  type = list(string)
}

output "list" {
  value = var.list
}

variable "numbers" {
  type = list(number)
}

output "numbers" {
  value = var.numbers
}

variable "set" {
  type = set(string)
}

output "set" {
  value = var.set
}

variable "map" {
  type = map(string)
}

output "map" {
  value = var.map
}

variable "object" {
  type = object({ a = string, b = number })
}

output "object" {
  value = var.object
}

variable "tuple" {
  type = tuple([string, number])
}

output "tuple" {
  value = var.tuple
}

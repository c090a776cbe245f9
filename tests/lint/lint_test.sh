# The rules of the house, as one of the tests.
exec sh "$(dirname "$0")/../lint.sh"

//go:build race

package api_test

// underRace says that the race detector slows everything down some ten times: the walk then takes a sample, as it does on PostgreSQL.
const underRace = true

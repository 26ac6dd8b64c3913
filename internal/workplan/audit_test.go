package workplan

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

func auditChain(n int) []AuditEntry {
	var chain []AuditEntry
	prev := ""
	for i := range n {
		e := AuditEntry{ID: int64(100 + i), Chain: "wg", RecordedAt: testMoment(i), Actor: "maria", OnBehalfOf: "iom", Authority: "secretariat",
			Action: "post status update", Object: fmt.Sprint("p-1/1.1/", i), Plan: "p-1", Ref: "1.1", RequestID: "r", BeforeText: "{}", AfterText: `{"status":"completed"}`}
		e = e.Sealed(int64(i), prev, fmt.Sprint("salt", i))
		chain, prev = append(chain, e), e.Hash
	}
	return chain
}

// broken walks a chain as a verifier does, each entry held against the one before, the last against the head that the database keeps.
func broken(chain []AuditEntry, head string) string {
	seq, prev := int64(0), ""
	for _, e := range chain {
		if why := e.Broken(seq, prev); why != "" {
			return why
		}
		seq, prev = e.Seq, e.Hash
	}
	if prev != head {
		return "the chain does not end at its head"
	}
	return ""
}

func TestAWholeChainIsSound(t *testing.T) {
	chain := auditChain(4)
	if why := broken(chain, chain[3].Hash); why != "" {
		t.Error(why)
	}
	if chain[0].Seq != 1 || chain[0].PrevHash != "" || chain[1].PrevHash != chain[0].Hash || len(chain[0].Hash) != 64 {
		t.Errorf("the chain begins %+v", chain[0])
	}
}

// The id is the database's own and not part of the record; every other field is.
func TestEveryEditOfEveryEntryIsFound(t *testing.T) {
	head := auditChain(4)[3].Hash
	for n := range 4 {
		for i := range reflect.TypeFor[AuditEntry]().NumField() {
			chain := auditChain(4)
			field := reflect.ValueOf(&chain[n]).Elem().Field(i)
			name := reflect.TypeFor[AuditEntry]().Field(i).Name
			switch value := field.Interface().(type) {
			case string:
				field.SetString(value + "x")
			case int64:
				field.SetInt(value + 1)
			case time.Time:
				field.Set(reflect.ValueOf(value.Add(time.Microsecond)))
			default:
				t.Fatalf("the test cannot edit %s", name)
			}
			if found := broken(chain, head) != ""; found != (name != "ID") {
				t.Errorf("entry %d, field %s edited: found %v", n+1, name, found)
			}
		}
	}
}

func TestAnEntryResealedAfterAnEditDoesNotFitTheNext(t *testing.T) {
	for n := range 4 {
		chain := auditChain(4)
		head := chain[3].Hash
		chain[n].Actor = "someone else"
		chain[n] = chain[n].Sealed(chain[n].Seq-1, chain[n].PrevHash, chain[n].Salt)
		if broken(chain, head) == "" {
			t.Errorf("entry %d was forged unseen", n+1)
		}
	}
}

func TestDroppedSwappedInsertedEntriesAreFound(t *testing.T) {
	head := auditChain(4)[3].Hash
	for n := range 4 {
		if broken(slices.Delete(auditChain(4), n, n+1), head) == "" {
			t.Errorf("entry %d was dropped unseen", n+1)
		}
		chain := auditChain(4)
		if broken(slices.Insert(chain, n, chain[n]), head) == "" {
			t.Errorf("entry %d was doubled unseen", n+1)
		}
		stranger := AuditEntry{Chain: "wg", Action: "nothing"}.Sealed(chain[n].Seq-1, chain[n].PrevHash, "salt")
		if broken(slices.Insert(auditChain(4), n, stranger), head) == "" {
			t.Errorf("an entry was inserted unseen before %d", n+1)
		}
		for m := range n {
			chain := auditChain(4)
			chain[n], chain[m] = chain[m], chain[n]
			if broken(chain, head) == "" {
				t.Errorf("entries %d and %d were swapped unseen", m+1, n+1)
			}
		}
	}
}

// Redacting the texts of an entry and keeping its hashes is found at that entry alone: all after it still follow.
func TestARedactedEntryIsNamedAndTheRestHolds(t *testing.T) {
	chain := auditChain(4)
	chain[1].BeforeText, chain[1].AfterText = "", ""
	if why := chain[1].Broken(1, chain[0].Hash); !strings.Contains(why, "number 2: what stood before or after was edited") {
		t.Errorf("got %q", why)
	}
	if why := chain[2].Broken(2, chain[1].Hash); why != "" {
		t.Errorf("the entry after it: %s", why)
	}
}

func TestTheHashSurvivesStorage(t *testing.T) {
	e := AuditEntry{Chain: "wg", RecordedAt: time.Date(2024, 1, 1, 9, 0, 0, 123_456_789, time.FixedZone("WIB", 7*3600))}.Sealed(0, "", "s")
	e.RecordedAt = e.RecordedAt.UTC().Truncate(time.Microsecond)
	if why := e.Broken(0, ""); why != "" {
		t.Error(why)
	}
}

func TestFieldsDoNotRunTogether(t *testing.T) {
	a := AuditEntry{Actor: "ab", OnBehalfOf: "c"}.Sealed(0, "", "s")
	b := AuditEntry{Actor: "a", OnBehalfOf: "bc"}.Sealed(0, "", "s")
	if a.Hash == b.Hash {
		t.Error("two entries share a hash")
	}
	c, d := AuditEntry{BeforeText: "x"}.Sealed(0, "", "s"), AuditEntry{AfterText: "x"}.Sealed(0, "", "s")
	if c.PayloadHash == d.PayloadHash {
		t.Error("before and after share a hash")
	}
}

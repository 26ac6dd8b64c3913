package web

import (
	"maps"
	"slices"
	"strings"

	"fwptracker/internal/workplan"
)

// filterWords are the words that filters take, by the page; those under "" mean the same on every page. A word that is none of them is refused with those
// that there are, so that a slip never shows everything as if it had been asked for. Names of things, such as a lead or a topic, find nothing where there
// is nothing of that name. What else an address has is passed over: others put their own marks on links.
var filterWords = map[string]map[string][]string{
	"":                       {"recorded": {"then"}},
	"/members":               {"kind": words(workplan.MemberKinds)},
	"/users":                 {"role": words(workplan.BindableRoles)},
	"/proposals":             {"state": words(workplan.ProposalStates), "order": slices.Sorted(maps.Keys(orders))},
	"/rounds/:number":        {"only": wordsOf(roundPage{}.Onlys())},
	"/rounds/:number/mails":  {"state": words(workplan.MailStates)},
	"/search":                {"in": searchWords()},
	"/plans/:plan":           {"status": words(workplan.Statuses), "health": words(workplan.Healths), "only": wordsOf(planPage{}.Onlys()), "sort": sortWords()},
	"/plans/:plan/report":    {"annex": {"true"}, "check": {"true"}},
	"/plans/:plan/statement": {"annex": {"true"}, "check": {"true"}},
}

func words[T ~string](list []T) []string {
	plain := make([]string, len(list))
	for n, word := range list {
		plain[n] = string(word)
	}
	return plain
}

func wordsOf(list []choice) []string {
	plain := make([]string, len(list))
	for n, o := range list {
		plain[n] = o.Word
	}
	return plain
}

func searchWords() []string {
	var list []string
	for _, k := range searchKinds {
		list = append(list, k.Word)
	}
	return list
}

// sortWords are the columns of a plan's table, each rising and falling.
func sortWords() []string {
	var list []string
	for _, word := range slices.Sorted(maps.Keys(itemOrders)) {
		list = append(list, word, "-"+word)
	}
	return list
}

// sensible refuses an address that narrows its page by a word that there is not, or by two at once where one counts.
func (c *call) sensible() error {
	var f workplan.Faults
	query := c.QueryParams()
	for _, words := range []map[string][]string{filterWords[""], filterWords[c.Path()]} {
		for _, name := range slices.Sorted(maps.Keys(words)) {
			asked := slices.DeleteFunc(slices.Clone(query[name]), func(v string) bool { return v == "" })
			for _, value := range asked {
				knownWord(&f, name, value, words[name])
			}
			if len(asked) > 1 {
				f.Add("?"+name, "given_twice", "%s is given %d times; give it once", name, len(asked))
			}
		}
	}
	return f.Err()
}

// mostWords is how many words a refusal names; of more, as of members, it names none.
const mostWords = 30

// knownWord adds a fault where a filter asks for a word that is none of those there are.
func knownWord(f *workplan.Faults, name, value string, there []string) {
	switch named := slices.DeleteFunc(slices.Clone(there), func(w string) bool { return w == "" }); {
	case value == "" || slices.Contains(there, value):
	case len(named) == 0 || len(named) > mostWords:
		f.Add("?"+name, "unknown", "there is no %s %q", name, cutTo(value, 60))
	default:
		f.Add("?"+name, "unknown", "there is no %s %q; allowed are %s", name, cutTo(value, 60), strings.Join(named, ", "))
	}
}

// among refuses a value of a filter that none of the choices has which its reader is offered.
func among(name, value string, offered []option) error {
	var f workplan.Faults
	there := make([]string, len(offered))
	for n, o := range offered {
		there[n] = o.Value
	}
	knownWord(&f, name, value, there)
	return f.Err()
}

package api_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// What the walk reads out of answers, and out of the store.

// credential is the actor's token with a scope, "" for none.
func (w *authzWorld) credential(a authzActor, scope string) string {
	switch a.token {
	case "none":
		return ""
	case "mistyped":
		good := w.tokens["sec-alpha *"]
		return good[:20] + string(good[20]^1) + good[21:]
	default:
		return w.tokens[a.name+" "+scope]
	}
}

// tokenID is the public part of the token of an actor with all scopes.
func (w *authzWorld) tokenID(actor string) string { return w.tokens[actor+" *"][4:16] }

// heads is the state of all audit chains: it moves with every change.
func (w *authzWorld) heads() string {
	heads, err := w.store.Read(context.Background()).AuditHeads()
	authzMust(w.tb, err)
	return fmt.Sprint(heads)
}

type authzRow struct {
	Code, Username, Plan, Ref, Chain string
	Number                           int
}

type authzList struct {
	Data       []authzRow
	NextCursor *string `json:"next_cursor"`
	Totals     struct{ Counts struct{ Items int } }
	Plans      []struct {
		Plan   authzRow
		Counts struct{ Items int }
	}
	Headline struct{ Items int }
	Open     []authzRow
	Annex    []struct{ Item authzRow }
	Plan     authzRow
}

// authzNames are the sorted names of what a list or a report holds.
func authzNames(op string, body []byte) []string {
	if op == "getPlanCheck" {
		return authzFound(body)
	}
	var list authzList
	if err := json.Unmarshal(body, &list); err != nil {
		return []string{err.Error()}
	}
	names := []string{}
	rows := list.Data
	if op = strings.Replace(op, "download", "get", 1); op == "getCompletionReport" {
		if rows = list.Open; list.Headline.Items != len(rows) {
			names = append(names, fmt.Sprintf("a count of %d items", list.Headline.Items))
		}
	}
	if op == "getPortfolio" {
		for _, l := range list.Plans {
			names = append(names, fmt.Sprintf("%s with %d items", l.Plan.Code, l.Counts.Items))
		}
		names = append(names, fmt.Sprintf("in all %d items", list.Totals.Counts.Items))
	}
	for _, r := range rows {
		switch op {
		case "listPlans":
			names = append(names, r.Code)
		case "listUsers":
			names = append(names, r.Username)
		case "listEditions":
			names = append(names, fmt.Sprint(r.Number))
		case "getCompletionReport":
			names = append(names, list.Plan.Code+"/"+r.Ref)
		case "listItems", "listPlanItems":
			names = append(names, r.Plan+"/"+r.Ref)
		default:
			names = append(names, fmt.Sprintf("%s/%s/%d", r.Plan, r.Ref, r.Number))
		}
	}
	if list.NextCursor != nil {
		names = append(names, "a next page")
	}
	slices.Sort(names)
	return names
}

// auditFault says what of the audit the actor should not see, or whether it sees nothing where there is something: secretariat and
// co-chairs their body's chain, an admin the system's, focal points what was done to items that their member leads.
func (a authzActor) auditFault(body []byte) string {
	var list authzList
	if err := json.Unmarshal(body, &list); err != nil {
		return err.Error()
	}
	own, something := map[string]bool{}, a.in("sec chair admin", "")
	for _, p := range authzPlans {
		for _, i := range p.items {
			own[p.code+"/"+i.ref] = a.own != "" && i.lead == a.own
			something = something || own[p.code+"/"+i.ref]
		}
	}
	for _, e := range list.Data {
		ofBody := e.Chain != "system" && a.keepsBody(e.Chain)
		ofSystem := e.Chain == "system" && a.in("admin", "")
		if !ofBody && !ofSystem && !own[e.Plan+"/"+e.Ref] {
			return fmt.Sprintf("listAudit by %s shows an entry of chain %s on %s", a.name, e.Chain, strings.Trim(e.Plan+"/"+e.Ref, "/"))
		}
	}
	if something != (len(list.Data) > 0) {
		return fmt.Sprintf("listAudit by %s shows %d entries", a.name, len(list.Data))
	}
	return ""
}

// walkPages follows a list to its end and returns the sorted names of all rows; an empty page before the end is named too.
func (w *authzWorld) walkPages(a authzActor, op, query string) []string {
	names := []string{}
	cursor := ""
	for {
		answer := w.ask(a, "*", "GET", authzPath(authzOperations[op].path, nil)+query+cursor, "")
		var list authzList
		if err := json.Unmarshal(answer.Body.Bytes(), &list); err != nil || answer.Code != 200 {
			return append(names, answer.Body.String())
		}
		next := list.NextCursor
		list.NextCursor = nil
		page, _ := json.Marshal(map[string]any{"data": list.Data}) // plain rows always encode
		names = append(names, authzNames(op, page)...)
		if len(list.Data) == 0 && next != nil {
			names = append(names, "an empty page")
		}
		if next == nil {
			slices.Sort(names)
			return names
		}
		cursor = "&cursor=" + *next
	}
}

package api

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"fwptracker/internal/report"
	"fwptracker/internal/workplan"
)

// TestPublishedWordsAreThoseOfTheDomain compares the constants of each published word type with the domain's list.
func TestPublishedWordsAreThoseOfTheDomain(t *testing.T) {
	t.Parallel()
	domain := map[string][]string{
		"PlanStatus": words(workplan.PlanStatuses), "Audience": words(workplan.Audiences), "ItemStatus": words(workplan.Statuses),
		"Health": words(workplan.Healths), "Nature": words(workplan.Natures), "UpdateKind": words(workplan.UpdateKinds),
		"Role": words(workplan.BindableRoles), "Scope": words(workplan.Scopes), "MemberKind": words(workplan.MemberKinds),
		"MembershipRole": words(workplan.MembershipRoles), "ChangeKind": words(workplan.ChangeKinds),
		"Concern": words(workplan.Concerns), "CauseKind": words(workplan.CauseKinds),
		"StatementPart": words(report.Parts), "Severity": words(workplan.Severities), "WaiverState": words(workplan.WaiverStates), "AmendmentAct": words(workplan.AmendmentActs), "HistoryKind": words(workplan.HistoryKinds),
		"DeliverableKind": words(workplan.DeliverableKinds), "Stage": words(workplan.Stages), "OpeningKind": words(workplan.OpeningKinds),
		"OpeningState": words(workplan.OpeningPhases), "ClosingReason": words(workplan.ClosingReasons), "OfferState": words(workplan.OfferStates),
		"OfferSide":     words(workplan.OfferSides),
		"SessionFormat": words(workplan.SessionFormats), "DecisionKind": words(workplan.DecisionKinds), "Capacity": words(workplan.Capacities), "AttendanceCategory": words(workplan.Categories),
		"RoundState": words(workplan.RoundStates), "ReturnKind": words(workplan.ReturnKinds), "ObligationReason": words(workplan.ObligationReasons),
		"MailKind": words(workplan.MailKinds), "MailState": words(workplan.MailStates), "Digest": {"on", "off"},
		"Disposition":    words(workplan.DispositionKinds),
		"ProposalCircle": words(workplan.ProposalCircles), "WindowState": words(workplan.WindowStates), "ProposalState": words(workplan.ProposalStates),
		"ProposalOrigin": words(workplan.ProposalOrigins), "ProposalAct": words(workplan.ProposalActs), "SimilarKind": words(workplan.SimilarKinds),
	}
	published := publishedWords(t)
	for name, want := range domain {
		if got := published[name]; !slices.Equal(got, want) {
			t.Errorf("%s is published as %v, the domain says %v", name, got, want)
		}
		if got := enumOf(name); !slices.Equal(got, sortedCopy(want)) {
			t.Errorf("%s is described as %v, the domain says %v", name, got, want)
		}
	}
	for name := range published {
		if domain[name] == nil {
			t.Errorf("the words of %s are published, but no list of the domain is held against them", name)
		}
	}
}

func words[T ~string](list []T) []string {
	texts := make([]string, len(list))
	for n, w := range list {
		texts[n] = string(w)
	}
	return texts
}

func sortedCopy(list []string) []string { return slices.Sorted(slices.Values(list)) }

// enumOf is the enum of a schema of the description, sorted.
func enumOf(name string) []string {
	s := contract().Components.Schemas[name]
	if s == nil {
		return nil
	}
	var texts []string
	for _, v := range s.Value.Enum {
		text, _ := v.(string)
		texts = append(texts, text)
	}
	return sortedCopy(texts)
}

// publishedWords reads the typed string constants from the source of this package, in their order.
func publishedWords(t *testing.T) map[string][]string {
	t.Helper()
	sources, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := map[string][]string{}
	for _, source := range sources {
		if strings.HasSuffix(source, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), source, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		collectWords(t, file, found)
	}
	return found
}

func collectWords(t *testing.T, file *ast.File, found map[string][]string) {
	t.Helper()
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || len(spec.Values) != 1 {
			return true
		}
		kind, typed := spec.Type.(*ast.Ident)
		literal, isText := spec.Values[0].(*ast.BasicLit)
		if typed && isText && literal.Kind == token.STRING && ast.IsExported(kind.Name) {
			text, err := strconv.Unquote(literal.Value)
			if err != nil {
				t.Fatal(err)
			}
			found[kind.Name] = append(found[kind.Name], text)
		}
		return true
	})
}

// TestDescribedFiltersTakeTheWordsOfTheDomain holds the enums of query parameters against the words that are taken.
func TestDescribedFiltersTakeTheWordsOfTheDomain(t *testing.T) {
	t.Parallel()
	expected := map[string][]string{"nature": words(workplan.Natures), "health": words(workplan.Healths), "expand": itemExpansions,
		"severity": words(workplan.Severities), "stage": words(workplan.Stages), "reached": words(workplan.Stages), "side": words(workplan.OfferSides), "act": words(workplan.AmendmentActs),
		"capacity": words(workplan.Capacities), "category": words(workplan.Categories), "reason": words(workplan.ObligationReasons), "origin": words(workplan.ProposalOrigins)}
	for _, o := range operations() {
		for _, p := range o.Parameters {
			schema := p.Value.Schema.Value
			if schema.Items == nil || len(schema.Items.Value.Enum) == 0 {
				continue
			}
			want := expected[p.Value.Name]
			switch p.Value.Name {
			case "status":
				want = words(workplan.Statuses)
				if o.OperationID == "listPlans" || strings.HasSuffix(o.OperationID, "Portfolio") {
					want = words(workplan.PlanStatuses)
				}
			case "kind":
				want = map[string][]string{"listMembers": words(workplan.MemberKinds), "listDeliverables": words(workplan.DeliverableKinds), "listReturns": words(workplan.ReturnKinds),
					"listItemDeliverables": words(workplan.DeliverableKinds), "listItemHistory": words(workplan.HistoryKinds), "listOpenings": words(workplan.OpeningKinds),
					"listRoundMails": words(workplan.MailKinds)}[o.OperationID]
				if want == nil {
					want = words(workplan.UpdateKinds)
				}
				if strings.HasSuffix(o.OperationID, "Decisions") {
					want = words(workplan.DecisionKinds)
				}
			case "state":
				want = map[string][]string{"listWaivers": words(workplan.WaiverStates), "listOpenings": words(workplan.OpeningPhases), "listRounds": words(workplan.RoundStates),
					"listItemOpenings": words(workplan.OpeningPhases), "listOffers": words(workplan.OfferStates), "listMyOffers": words(workplan.OfferStates),
					"listRoundMails": words(workplan.MailStates), "listProposals": words(workplan.ProposalStates), "listProposalWindows": words(workplan.WindowStates)}[o.OperationID]
			}
			var got []string
			for _, v := range schema.Items.Value.Enum {
				got = append(got, v.(string))
			}
			if !slices.Equal(sortedCopy(got), sortedCopy(want)) {
				t.Errorf("%s: %s is described with %v, want %v", o.OperationID, p.Value.Name, got, want)
			}
		}
	}
}

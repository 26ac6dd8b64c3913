package web_test

import (
	"context"
	"testing"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

func TestPagesNamePeopleAndNotUserNames(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		ctx := context.Background()
		for who, name := range map[string]string{"desk": "Dora Desk", "chair": "Carl Chair", "ana": "Ana of Aland"} {
			must[tracker.UserReading](t)(l.EditUser(ctx, operator, who, nil, func(u *workplan.User, _ *bool) error {
				u.Name = name
				return nil
			}))
		}
		must[tracker.UpdateReading](t)(l.PostStatusUpdate(ctx, as("desk"), "p", "1.1", nil, workplan.NewStatusUpdate{Lead: "aland", UpdateContent: workplan.UpdateContent{Kind: workplan.UpdateProgress, Done: "By telephone.", Audience: workplan.AudiencePublic}}))
		must[workplan.ProposalReading](t)(l.DeferProposal(ctx, as("chair"), 2, nil, workplan.ProposalDecisionContent{Reason: "Later."}))
		l.says("an item", main(l.read("rita", anItem)), []string{"entered on its behalf by Dora Desk"}, []string{"by desk"})
		l.says("for who has not signed in", main(l.read("", anItem)), []string{"entered on its behalf by desk"}, []string{"Dora"})
		l.says("a proposal", main(l.read("rita", "/proposals/2")), []string{"by Carl Chair"}, []string{"by chair"})
		l.says("the audit", main(l.read("chair", "/audit")), []string{">Dora Desk</a> <code>desk</code>", `href="/audit?actor=desk"`}, nil)
		l.says("an account", main(l.read("ana", "/account")), []string{">Land of aland<"}, []string{">aland<"})
	})
}

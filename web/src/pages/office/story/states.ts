import { refusal, type States } from "../../../api/sample/states";
import { longStory } from "../../../api/sample/story";
import { candidates } from "../../../api/sample/world";

const call = "GET /api/candidates/*/*/story";

export const states: States = {
  main: call,
  empty: { [call]: { data: { candidate: candidates[2], items: [], complete: true } } },
  also: {
    all: {
      answers: {
        [call]: { data: { candidate: candidates[0], items: longStory, complete: false } },
        "GET /api/attempts/*/image": refusal(404, "IMAGE_NOT_FOUND"),
      },
      deeds: [{ press: "story.picture.show" }],
    },
  },
};

"""The parts of step 6: quotations, cues, speakers, and which of them belong together."""

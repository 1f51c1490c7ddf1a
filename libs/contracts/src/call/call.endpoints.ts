import { endpoint } from '../platform/endpoint.js';
import {
  CallList,
  CallView,
  CutOffWish,
  EditCall,
  IntakeQuery,
  IntakeView,
  MakeCall,
  MoveCutOff,
  MovePreviewView,
  PreviewMove,
  RecordLetter,
  TemplateList,
} from './call.schemas.js';

export const listCalls = endpoint({
  method: 'GET',
  path: '/calls',
  needs: 'call.read',
  summary: 'Every call of the installation, the nearest cut-off first.',
  response: CallList,
});

export const readCall = endpoint({
  method: 'GET',
  path: '/calls/:callId',
  needs: 'call.read',
  summary: 'A call with its cut-offs and every move of them.',
  response: CallView,
});

export const listTemplates = endpoint({
  method: 'GET',
  path: '/templates',
  needs: 'call.read',
  summary: 'The templates a call can be made from, with what is confirmed of them.',
  response: TemplateList,
});

export const makeCall = endpoint({
  method: 'POST',
  path: '/calls',
  needs: 'call.write',
  summary: 'Makes a call from a template, with its first cut-off.',
  body: MakeCall,
  response: CallView,
});

export const editCall = endpoint({
  method: 'PUT',
  path: '/calls/:callId',
  needs: 'call.write',
  summary: 'Corrects the title or the authority of a call.',
  body: EditCall,
  response: CallView,
});

export const addCutOff = endpoint({
  method: 'POST',
  path: '/calls/:callId/cut-offs',
  needs: 'call.write',
  summary: 'Adds a further cut-off to a call.',
  body: CutOffWish,
  response: CallView,
});

export const previewCutOffMove = endpoint({
  method: 'POST',
  path: '/cut-offs/:cutOffId/move-preview',
  needs: 'cut_off.move',
  summary: 'What would move if the cut-off moved; changes nothing.',
  body: PreviewMove,
  response: MovePreviewView,
});

export const moveCutOffTo = endpoint({
  method: 'POST',
  path: '/cut-offs/:cutOffId/moves',
  needs: 'cut_off.move',
  summary:
    'Moves a cut-off with everything planned from it, in one transaction, and tells those concerned once.',
  body: MoveCutOff,
  response: CallView,
});

export const recordLetter = endpoint({
  method: 'POST',
  path: '/cut-offs/:cutOffId/letters-of-interest',
  needs: 'letter_of_interest.write',
  summary: 'Records a letter of interest that a state sent.',
  body: RecordLetter,
  response: IntakeView,
});

export const readIntake = endpoint({
  method: 'GET',
  path: '/intake',
  needs: 'intake.read',
  summary: 'What was received by a cut-off, counted from the data.',
  query: IntakeQuery,
  response: IntakeView,
});

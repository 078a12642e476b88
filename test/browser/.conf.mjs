import { browser, open } from './kit.mjs';
import { readFileSync } from 'node:fs';
const accounts = readFileSync('/tmp/st/d/demo-accounts.csv','utf8').trim().split('\n').slice(1).map(l=>{const [role,org,user,password]=l.split(',');return{role,org,user,password}});
const site={base:'http://127.0.0.1:8391',accounts}; const b=await browser();
const at=u=>open(b,site,{account:accounts.find(a=>a.user===u)});
const [p,h]=[await at('molde'),await at('molde-leder')];
for (const x of [p,h]) await x.locator('main a[href$="/svar"]').first().click();
const w=async(x,n,t)=>{await x.getByLabel(/vedtatt$/).first().fill(n);await x.getByLabel(/^Vedtaksdato/).fill('1.9.2023');await x.getByLabel(/Hva trenger/).fill(t);
 if (x===h) await x.screenshot({path:'/tmp/st/s-answer.png',fullPage:true});
 await x.locator('main form button[type=submit]').first().click();await x.waitForTimeout(700)};
await w(p,String(300+Math.floor(Math.random()*50)),'Per: flere boliger '+Date.now()); await w(h,'362','Hilde: lærere og helsesykepleiere');
for (const [width,s] of [[1280,'light'],[360,'dark']]) {await h.setViewportSize({width,height:900});await h.emulateMedia({colorScheme:s});await h.waitForTimeout(100);await h.screenshot({path:`/tmp/st/s-conf-${width}.png`,fullPage:width==360});}
await b.close();
